package migrations

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// Who may reach what through PocketBase's record API is pinned: a change here is a change of who sees what.
func TestAccessRulesArePinned(t *testing.T) {
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: t.TempDir()})
	if err := app.Bootstrap(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = app.ResetBootstrapState() }()
	if err := app.RunAllMigrations(); err != nil {
		t.Fatal(err)
	}
	all, err := app.FindAllCollections()
	if err != nil {
		t.Fatal(err)
	}
	type rules struct {
		Type                               string
		List, View, Create, Update, Delete *string
		Auth, Manage                       *string `json:",omitempty"`
	}
	found := map[string]rules{}
	for _, c := range all {
		r := rules{Type: c.Type, List: c.ListRule, View: c.ViewRule, Create: c.CreateRule, Update: c.UpdateRule, Delete: c.DeleteRule}
		if c.IsAuth() {
			r.Auth, r.Manage = c.AuthRule, c.ManageRule
		}
		found[c.Name] = r
	}
	got, err := json.MarshalIndent(found, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	const pin = "../../tests/data/access-rules.json"
	if os.Getenv("UPDATE_PINS") != "" {
		if err := os.WriteFile(pin, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(pin)
	if err != nil {
		t.Fatal(err)
	}
	if string(got)+"\n" != string(want) {
		t.Errorf("the access rules differ from %s:\n%s", pin, got)
	}
}
