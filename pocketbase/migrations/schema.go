// Package migrations makes the tables and collections, in order, each once.
package migrations

import (
	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // PocketBase's own tables come first
)

// The duty tables are plain SQL, not PocketBase collections: nothing in PocketBase can write them, and the log defends
// itself by triggers. The admin UI shows them through the views of collections.go. Rows are appended, and what is looked
// up by a random id has a slim index for it: a group of commands then touches few pages, which is what a commit costs.
var dutyTables = []string{
	// The log. hash = SHA-256 over prev and the other columns: see duty/chain.go.
	`CREATE TABLE duty_events (
		seq INTEGER PRIMARY KEY,
		command TEXT NOT NULL,
		ordinal INTEGER NOT NULL,
		actor TEXT NOT NULL,
		at INTEGER NOT NULL,
		received_at INTEGER NOT NULL,
		kind TEXT NOT NULL,
		subject TEXT NOT NULL,
		data TEXT NOT NULL,
		prev TEXT NOT NULL,
		hash TEXT NOT NULL
	)`,
	`CREATE TRIGGER duty_events_kept BEFORE DELETE ON duty_events BEGIN SELECT RAISE(ABORT, '日志只能增加'); END`,
	`CREATE TRIGGER duty_events_fixed BEFORE UPDATE ON duty_events BEGIN SELECT RAISE(ABORT, '日志只能增加'); END`,

	// What apply made of the log. seq is the last event of the command that wrote the record last; audience and formerly
	// are words separated by blanks.
	`CREATE TABLE duty_records (
		id TEXT PRIMARY KEY,
		collection TEXT NOT NULL,
		subject TEXT NOT NULL,
		audience TEXT NOT NULL,
		formerly TEXT NOT NULL,
		seq INTEGER NOT NULL,
		data TEXT NOT NULL
	)`,
	`CREATE INDEX duty_records_seq ON duty_records (seq)`,
	`CREATE INDEX duty_records_subject ON duty_records (subject) WHERE subject <> id`,

	// Every command that was answered, with its answer: the idempotency key is the id.
	`CREATE TABLE duty_commands (
		id TEXT PRIMARY KEY,
		actor TEXT NOT NULL,
		name TEXT NOT NULL,
		args TEXT NOT NULL,
		at INTEGER NOT NULL,
		device TEXT NOT NULL,
		retry_of TEXT NOT NULL,
		received_at INTEGER NOT NULL,
		status TEXT NOT NULL,
		refusals TEXT NOT NULL,
		seq INTEGER NOT NULL
	)`,
	// The same id with something else in it: both texts are kept.
	`CREATE TABLE duty_conflicts (
		command TEXT NOT NULL,
		actor TEXT NOT NULL,
		name TEXT NOT NULL,
		args TEXT NOT NULL,
		at INTEGER NOT NULL,
		device TEXT NOT NULL,
		received_at INTEGER NOT NULL
	)`,
	`CREATE UNIQUE INDEX duty_conflicts_once ON duty_conflicts (command, actor, name, args)`,

	// Deadlines still to come. problem: why one could not be met; such a timer rests and health says so.
	`CREATE TABLE duty_timers (
		no INTEGER PRIMARY KEY,
		id TEXT NOT NULL,
		about TEXT NOT NULL,
		name TEXT NOT NULL,
		args TEXT NOT NULL,
		due_at INTEGER NOT NULL,
		problem TEXT NOT NULL DEFAULT ''
	)`,
	`CREATE INDEX duty_timers_due ON duty_timers (due_at) WHERE problem = ''`,
	`CREATE INDEX duty_timers_about ON duty_timers (about)`,

	// Who is to be told, in order. Senders take what is queued.
	`CREATE TABLE duty_notices (
		no INTEGER PRIMARY KEY,
		id TEXT NOT NULL,
		person TEXT NOT NULL,
		kind TEXT NOT NULL,
		subject TEXT NOT NULL,
		due_at INTEGER,
		created_at INTEGER NOT NULL,
		state TEXT NOT NULL DEFAULT 'queued'
	)`,
}

// When a person last signed in; outside the log, as accounts are.
const signIns = `CREATE TABLE duty_signins (person TEXT PRIMARY KEY, at INTEGER NOT NULL)`

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		for _, statement := range dutyTables {
			if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
				return err
			}
		}
		return nil
	}, nil, "1_duty_tables.go")
	core.AppMigrations.Register(collections, nil, "2_collections.go")
	core.AppMigrations.Register(func(app core.App) error {
		_, err := app.DB().NewQuery(signIns).Execute()
		return err
	}, nil, "3_signins.go")
}
