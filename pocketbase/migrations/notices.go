package migrations

import "github.com/pocketbase/pocketbase/core"

// A notice on its way: queued ─▶ sending (leased to a sender) ─▶ sent | failed | expired; withdrawn: what it was about ended
// before. Senders look at rows that are not ended only, which the partial indexes keep few among very many.
var notices = []string{
	`ALTER TABLE duty_notices ADD COLUMN about TEXT NOT NULL DEFAULT ''`,
	// Names in order, separated by blanks; '': the office's usual order.
	`ALTER TABLE duty_notices ADD COLUMN channels TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE duty_notices ADD COLUMN first INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE duty_notices ADD COLUMN title TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE duty_notices ADD COLUMN body TEXT NOT NULL DEFAULT ''`,
	// Not to be tried before; while it is being sent, when the lease runs out.
	`ALTER TABLE duty_notices ADD COLUMN next_at INTEGER NOT NULL DEFAULT 0`,
	// Which of its channels is being tried, and how often it has been.
	`ALTER TABLE duty_notices ADD COLUMN place INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE duty_notices ADD COLUMN tries INTEGER NOT NULL DEFAULT 0`,
	// By which channel it went, and when that one took it.
	`ALTER TABLE duty_notices ADD COLUMN channel TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE duty_notices ADD COLUMN done_at INTEGER`,
	`ALTER TABLE duty_notices ADD COLUMN problem TEXT NOT NULL DEFAULT ''`,
	`UPDATE duty_notices SET state = 'expired' WHERE state = 'queued'`,
	`CREATE INDEX duty_notices_due ON duty_notices (first DESC, next_at) WHERE state = 'queued'`,
	`CREATE INDEX duty_notices_leased ON duty_notices (next_at) WHERE state = 'sending'`,
	`CREATE INDEX duty_notices_about ON duty_notices (about) WHERE state = 'queued'`,
	`CREATE UNIQUE INDEX duty_notices_id ON duty_notices (id)`,
}

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		for _, statement := range notices {
			if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
				return err
			}
		}
		return nil
	}, nil, "6_notices.go")
}
