package duty

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"testing"
	"time"
)

// testBundle reads what `npm test` has bundled for tests.
func testBundle(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../node_modules/.cache/zhiban/" + name)
	if err != nil {
		t.Fatal("run the tests by `npm test`, which builds the bundles:", err)
	}
	return string(text)
}

// The domain must answer the same in goja as in Node, to the letter.
func TestGoldenVectorsInGoja(t *testing.T) {
	vm, err := NewVM("vectors.js", testBundle(t, "vectors.js"), 20*time.Second, slog.Default(), "vector")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"decide", "intake", "read", "roster", "route"} {
		var cases []struct {
			Name          string
			Input, Output json.RawMessage
		}
		text, err := os.ReadFile("../../tests/vectors/" + kind + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &cases); err != nil {
			t.Fatal(err)
		}
		if len(cases) == 0 {
			t.Fatal("no vectors of", kind)
		}
		for _, c := range cases {
			t.Run(kind+"/"+c.Name, func(t *testing.T) {
				res, err := vm.Call("vector", kind, string(c.Input))
				if err != nil {
					t.Fatal(err)
				}
				var want bytes.Buffer
				if err := json.Compact(&want, c.Output); err != nil {
					t.Fatal(err)
				}
				if got := res.String(); got != want.String() {
					t.Errorf("in goja:\n%s\nin Node:\n%s", got, want.String())
				}
			})
		}
	}
}
