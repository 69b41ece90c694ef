# Prints each circle among the folders of a module: A uses a type of B, and B one of A, also over others.
# Between modules the compiler allows none.
#   awk -f circles.awk pass=1 FILE… pass=2 FILE…

function folder_of(name) {
  sub(/\/[^\/]*$/, "", name)
  sub(/^Sources\//, "", name)
  return name
}

# Comments and string literals say nothing of what is used; interpolated code is rare enough to leave out.
function code(line) {
  gsub(/\\"/, "", line)
  gsub(/"[^"]*"/, "", line)
  sub(/\/\/.*/, "", line)
  return line
}

function module_of(folder) {
  sub(/\/.*/, "", folder)
  return folder
}

FNR == 1 { folder = folder_of(FILENAME) }

# A type inside another may have the name of one elsewhere: in that folder the name says nothing.
pass == 1 && match($0, /^ +([a-z@]+ )*(struct|class|enum|actor|protocol|typealias|case) +[A-Z][A-Za-z0-9_]*/) {
  count = split(substr($0, RSTART, RLENGTH), words, " ")
  nested[folder, words[count]] = 1
}

pass == 1 && match($0, /^(package |public |final |indirect |@[A-Za-z]+ )*(struct|class|enum|actor|protocol|typealias) +[A-Z][A-Za-z0-9_]*/) {
  count = split(substr($0, RSTART, RLENGTH), words, " ")
  name = words[count]
  if (name in home && home[name] != folder) shared[name] = 1
  home[name] = folder
}

FNR == 1 { is_text = 0 }
gsub(/"""/, "") { is_text = !is_text }

pass == 2 && !is_text {
  count = split(code($0), words, /[^A-Za-z0-9_]+/)
  for (i = 1; i <= count; i++) {
    name = words[i]
    if (!(name in home) || name in shared || home[name] == folder || (folder, name) in nested) continue
    if (module_of(home[name]) == module_of(folder)) uses[folder, home[name]] = 1
  }
}

END {
  for (pair in uses) {
    split(pair, ends, SUBSEP)
    reach[ends[1], ends[2]] = 1
    folders[ends[1]] = folders[ends[2]] = 1
  }
  for (middle in folders)
    for (from in folders)
      if ((from, middle) in reach)
        for (to in folders)
          if ((middle, to) in reach) reach[from, to] = 1
  for (from in folders) {
    if (from in printed || !((from, from) in reach)) continue
    circle = from
    printed[from] = 1
    for (to in folders)
      if (!(to in printed) && (from, to) in reach && (to, from) in reach) {
        circle = circle ", " to
        printed[to] = 1
      }
    print circle
  }
}
