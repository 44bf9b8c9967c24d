module zhiban/bench/load

go 1.25
