package migrations

import "github.com/pocketbase/pocketbase/core"

// What routing has learned is read by the workers that prepare, in the order it was written: few rows among very many.
const lessons = `CREATE INDEX duty_records_lessons ON duty_records (seq) WHERE collection = 'lessons'`

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		_, err := app.DB().NewQuery(lessons).Execute()
		return err
	}, nil, "4_lessons.go")
}
