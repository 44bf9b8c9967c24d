package migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// Who may reach what through PocketBase's own record API, all in this file and pinned by a test. nil means superusers only.
//
//   - people: sign-in alone. Nobody signs up or edits a field; roles and sections are domain records.
//   - the views: nobody; the admin UI shows them, and a view cannot be written.
//
// Phones read through /api/duty/changes, which intersects audiences.
func collections(app core.App) error {
	if users, err := app.FindCollectionByNameOrId("users"); err == nil {
		if err := app.Delete(users); err != nil {
			return err
		}
	}
	people := core.NewAuthCollection("people")
	people.ListRule, people.ViewRule, people.CreateRule, people.UpdateRule, people.DeleteRule = nil, nil, nil, nil, nil
	people.AuthRule = types.Pointer("")
	people.ManageRule = nil
	people.AuthAlert.Enabled = false
	people.PasswordAuth.Enabled = true
	people.PasswordAuth.IdentityFields = []string{"username"}
	people.AuthToken.Duration = 14 * 24 * 3600 // a phone that is used once a fortnight stays signed in
	if email, ok := people.Fields.GetByName(core.FieldNameEmail).(*core.EmailField); ok {
		email.Required = false
	}
	people.Fields.Add(&core.TextField{Name: "username", Required: true, Min: 2, Max: 40, Pattern: `^[a-z0-9_.-]+$`})
	people.AddIndex("people_username", true, "username COLLATE NOCASE", "")
	if err := app.Save(people); err != nil {
		return err
	}
	for _, view := range views {
		collection := core.NewViewCollection(view.name)
		collection.ViewQuery = view.query
		if err := app.Save(collection); err != nil {
			return err
		}
	}
	return nil
}

var views = []struct{ name, query string }{
	{"duty_view_events", "SELECT CAST(seq AS TEXT) AS id, kind, subject, command, actor, at, received_at, data, hash FROM duty_events"},
	{"duty_view_commands", "SELECT id, name, status, actor, at, received_at, device, seq, refusals FROM duty_commands"},
	{"duty_view_records", "SELECT id, collection, subject, audience, seq, data FROM duty_records"},
	{"duty_view_timers", "SELECT id, name, about, due_at, problem FROM duty_timers"},
	{"duty_view_notices", "SELECT id, person, kind, subject, due_at, created_at, state FROM duty_notices"},
}
