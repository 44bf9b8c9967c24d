package migrations

import "github.com/pocketbase/pocketbase/core"

// By what the office reaches people: settings outside the log, as accounts are, for they hold keys. The order of the rows
// is the office's usual order of channels; all but the app itself are off until somebody sets them up. The row `office`
// says where the app is found from outside.
var channelTables = []string{
	`CREATE TABLE duty_channels (
		name TEXT PRIMARY KEY,
		enabled INTEGER NOT NULL DEFAULT 0,
		place INTEGER NOT NULL,
		settings TEXT NOT NULL DEFAULT '{}',
		recent TEXT NOT NULL DEFAULT '[]',
		since INTEGER NOT NULL DEFAULT 0,
		sent INTEGER NOT NULL DEFAULT 0,
		failed INTEGER NOT NULL DEFAULT 0,
		sent_at INTEGER NOT NULL DEFAULT 0,
		problem TEXT NOT NULL DEFAULT '',
		problem_at INTEGER NOT NULL DEFAULT 0
	) WITHOUT ROWID`,
	`INSERT INTO duty_channels (name, enabled, place) VALUES ('office', 0, -1), ('app', 1, 0), ('push', 0, 1), ('wecom', 0, 2),
		('dingtalk', 0, 3), ('feishu', 0, 4), ('sms', 0, 5), ('mail', 0, 6), ('webhook', 0, 7)`,
	// What came of a notice and is still to be told to the log: notice.tried.
	`CREATE TABLE duty_tried (id TEXT PRIMARY KEY, args TEXT NOT NULL) WITHOUT ROWID`,
	// Notices that go out as one message carry its key, so that a second try is the same message.
	`ALTER TABLE duty_notices ADD COLUMN bundle TEXT NOT NULL DEFAULT ''`,
	`CREATE INDEX duty_notices_about_leased ON duty_notices (about) WHERE state = 'sending'`,
}

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		for _, statement := range channelTables {
			if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
				return err
			}
		}
		return nil
	}, nil, "7_channels.go")
}
