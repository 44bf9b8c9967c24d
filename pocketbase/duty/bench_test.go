package duty

import (
	"log/slog"
	"testing"
	"time"
)

// benchVM has the index made. b.Loop leaves its time out, which is that of a thousand routings.
func benchVM(b *testing.B) *VM {
	b.Helper()
	vm, err := NewVM("routing-bench.js", testBundle(b, "routing-bench.js"), time.Minute, slog.Default(), "ready", "routeOne", "routeTaught", "readOne")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := vm.Call("ready"); err != nil {
		b.Fatal(err)
	}
	return vm
}

func BenchmarkGojaRoute(b *testing.B) {
	vm := benchVM(b)
	for i := 0; b.Loop(); i++ {
		if _, err := vm.Call("routeOne", i); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGojaTaught(b *testing.B) {
	vm := benchVM(b)
	for i := 0; b.Loop(); i++ {
		if _, err := vm.Call("routeTaught", i); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGojaRead(b *testing.B) {
	vm := benchVM(b)
	for b.Loop() {
		if _, err := vm.Call("readOne"); err != nil {
			b.Fatal(err)
		}
	}
}
