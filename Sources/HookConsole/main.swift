import CNcurses
print(hc_stdscr() as Any)
