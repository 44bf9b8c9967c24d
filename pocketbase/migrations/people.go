package migrations

import "github.com/pocketbase/pocketbase/core"

// Who may lead is looked for among all people, when nobody else has answered.
const people = `CREATE INDEX duty_records_people ON duty_records (id) WHERE collection = 'people'`

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		_, err := app.DB().NewQuery(people).Execute()
		return err
	}, nil, "7_people.go")
}
