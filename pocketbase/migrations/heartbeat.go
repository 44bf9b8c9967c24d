package migrations

import "github.com/pocketbase/pocketbase/core"

// Where the sign of life goes, one row or none; a setting like an account, so outside the log. And what the watch looks for among
// very many rows: chases by the instant of their next step.
var heartbeat = []string{
	`CREATE TABLE duty_heartbeat (
		one INTEGER PRIMARY KEY CHECK (one = 1),
		url TEXT NOT NULL,
		method TEXT NOT NULL,
		set_at INTEGER NOT NULL,
		set_by TEXT NOT NULL
	)`,
	`CREATE INDEX duty_records_chases ON duty_records (data ->> '$.nextAt')
		WHERE collection = 'chases' AND data ->> '$.nextAt' IS NOT NULL`,
	`CREATE INDEX duty_timers_resting ON duty_timers (no) WHERE problem <> ''`,
}

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		for _, statement := range heartbeat {
			if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
				return err
			}
		}
		return nil
	}, nil, "9_heartbeat.go")
}
