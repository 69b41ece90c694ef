# The results of Scripts/bench, one JSON object a line, as a table for people (and for Markdown).
function field(name,   place) {
  if (!match($0, "\"" name "\":(\"[^\"]*\"|[-0-9.e+]+)")) return ""
  place = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
  gsub(/^"|"$/, "", place)
  return place
}
function time(ns) {
  if (ns == "") return ""
  ns += 0  # else it would be compared as a text
  if (ns < 10000) return ns " ns"
  if (ns < 10000000) return sprintf("%.1f µs", ns / 1e3)
  return sprintf("%.1f ms", ns / 1e6)
}
function value(text) { return field("unit") == "bytes" ? text " bytes" : time(text) }
BEGIN {
  print "| what | runs | min | median | p99 | max | peer (median) | ratio | target |"
  print "|---|---:|---:|---:|---:|---:|---|---:|---|"
}
field("median") != "" {
  peer = field("peer")
  printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", field("name"), field("runs"),
    value(field("min")), value(field("median")), value(field("p99")), value(field("max")),
    peer == "" ? "" : peer " " time(field("peer_median")), field("ratio"), field("target")
  next
}
{
  text = $0
  gsub(/[{}"]/, "", text)
  name = field("name")
  text = substr(text, length("name:" name ",") + 1)
  sub(/,target:.*$/, "", text)
  gsub(/,/, ", ", text)
  gsub(/:/, " ", text)
  printf "| %s | | | %s | | | | | %s |\n", name, text, field("target")
}
