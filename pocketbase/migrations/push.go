package migrations

import "github.com/pocketbase/pocketbase/core"

// Web Push hangs on the device row that a sign-in names: a row of duty_push goes with its device. Like the devices it is
// outside the log, and no key of it comes into the log.
var push = []string{
	// endpoint: where the push service takes notices for the device. A browser has one, whoever is signed in there, so it
	// is whoever asked for it last. problem: '' none, 'gone' the push service does not know the subscription any more, else
	// what went wrong with the last notice. took_at: when the push service last took one; shown_at: when the device last said that it
	// had shown one. Times are unix ms, 0 never.
	`CREATE TABLE duty_push (
		device TEXT PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
		person TEXT NOT NULL,
		endpoint TEXT NOT NULL,
		p256dh TEXT NOT NULL,
		auth TEXT NOT NULL,
		origin TEXT NOT NULL,
		at INTEGER NOT NULL,
		problem TEXT NOT NULL DEFAULT '',
		problem_at INTEGER NOT NULL DEFAULT 0,
		took_at INTEGER NOT NULL DEFAULT 0,
		shown_at INTEGER NOT NULL DEFAULT 0
	)`,
	`CREATE UNIQUE INDEX duty_push_endpoint ON duty_push (endpoint)`,
	`CREATE INDEX duty_push_person ON duty_push (person)`,
	// The key by which push services know this server, made at its first start. One row.
	`CREATE TABLE duty_push_keys (one INTEGER PRIMARY KEY CHECK (one = 1), public TEXT NOT NULL, private TEXT NOT NULL)`,
	// When a device first said that it had shown the notice.
	`ALTER TABLE duty_notices ADD COLUMN shown_at INTEGER`,
}

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		for _, statement := range push {
			if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
				return err
			}
		}
		return nil
	}, nil, "8_push.go")
}
