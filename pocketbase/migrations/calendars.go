package migrations

import "github.com/pocketbase/pocketbase/core"

// Who subscribes to their turns, a row a person. The link itself is kept by whoever has it: here is its SHA-256. Like the
// devices it is no part of the log: a link gives a right to read, as a sign-in does, and is gone when it is taken back.
const calendars = `CREATE TABLE duty_calendars (
	person TEXT PRIMARY KEY,
	hash TEXT NOT NULL UNIQUE,
	opened INTEGER NOT NULL,
	read INTEGER NOT NULL
) WITHOUT ROWID`

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		_, err := app.DB().NewQuery(calendars).Execute()
		return err
	}, nil, "5_calendars.go")
}
