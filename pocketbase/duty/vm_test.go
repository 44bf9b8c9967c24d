package duty

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

const loopy = `
let calls = 0
exports.count = () => String(++calls)
exports.forever = () => { for (;;); }
exports.deep = () => { const f = (n) => 1 + f(n + 1); return f(0) }
exports.throws = () => { throw new Error("on purpose") }
`

func newLoopyVM(t *testing.T) *VM {
	t.Helper()
	vm, err := NewVM("loopy.js", loopy, 100*time.Millisecond, slog.New(slog.DiscardHandler), "count", "forever", "deep", "throws")
	if err != nil {
		t.Fatal(err)
	}
	return vm
}

func count(t *testing.T, vm *VM) string {
	t.Helper()
	res, err := vm.Call("count")
	if err != nil {
		t.Fatal(err)
	}
	return res.String()
}

func TestARunawayCallCostsTheRuntimeAndNothingElse(t *testing.T) {
	for _, name := range []string{"forever", "deep"} {
		vm := newLoopyVM(t)
		count(t, vm)
		began := time.Now()
		if _, err := vm.Call(name); err == nil {
			t.Fatal(name, "returned")
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Error(name, "took", took)
		}
		if vm.Replaced != 1 {
			t.Error(name, "left the runtime in place")
		}
		if got := count(t, vm); got != "1" {
			t.Error(name, "left module state behind:", got)
		}
	}
}

func TestAThrowKeepsTheRuntime(t *testing.T) {
	vm := newLoopyVM(t)
	count(t, vm)
	if _, err := vm.Call("throws"); err == nil || !strings.Contains(err.Error(), "on purpose") {
		t.Fatal(err)
	}
	if got := count(t, vm); got != "2" || vm.Replaced != 0 {
		t.Error(got, vm.Replaced)
	}
}

func TestABundleWithoutTheFunctionIsRefusedAtOnce(t *testing.T) {
	if _, err := NewVM("empty.js", "", time.Second, slog.Default(), "run"); err == nil {
		t.Fatal("taken")
	}
}
