package migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// The devices on which people are signed in, a row for each person on each device. The server makes and touches the rows
// when somebody signs in (duty/devices.go); their owner reads them, gives them a name, and ends a sign-in by deleting its
// row. ended: the sign-in does not hold any more, because the password was changed; signing in there again mends it.
func devices(app core.App) error {
	people, err := app.FindCollectionByNameOrId("people")
	if err != nil {
		return err
	}
	const own = "person = @request.auth.id"
	c := core.NewBaseCollection("devices")
	c.ListRule, c.ViewRule, c.DeleteRule = types.Pointer(own), types.Pointer(own), types.Pointer(own)
	c.UpdateRule = types.Pointer(own + " && @request.body.person:isset = false && @request.body.device:isset = false" +
		" && @request.body.lastSeen:isset = false && @request.body.ended:isset = false")
	c.Fields.Add(
		&core.RelationField{Name: "person", CollectionId: people.Id, MaxSelect: 1, Required: true, CascadeDelete: true},
		&core.TextField{Name: "device", Max: 64}, // "" is what signs in without saying what it is: a script
		&core.TextField{Name: "name", Max: 40},
		&core.DateField{Name: "lastSeen"},
		&core.BoolField{Name: "ended"},
	)
	c.AddIndex("devices_once", true, "person, device", "")
	return app.Save(c)
}

func init() {
	core.AppMigrations.Register(devices, nil, "3_devices.go")
}
