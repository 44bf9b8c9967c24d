package duty

import (
	"database/sql"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
	"github.com/pocketbase/pocketbase/tools/subscriptions"
	"github.com/pocketbase/pocketbase/tools/types"
)

// Devices is the collection of the devices on which people are signed in.
//
// A token names the row of the device it was made for, under its signature: whoever carries the token away cannot make it
// another device's. Deleting the row ends the sign-in at the next request, and for good: signing in there again makes a
// new row. What is not ended so: a token that names no device, such as one made by another route, until its first
// renewal; signing out all others ends those too, for it changes the key of all tokens of the person.
const Devices = "devices"

const (
	deviceClaim    = "device"
	headerDevice   = "X-Device"
	headerName     = "X-Device-Name" // percent-encoded
	clientDevice   = "duty-device"
	namelessDevice = "其他程序"
)

// watchDevices ties sign-ins to devices, and ends them with their row.
func (s *Service) watchDevices(app core.App) {
	app.OnRecordAuthRequest(People).BindFunc(func(e *core.RecordAuthRequestEvent) error {
		row := ""
		if e.AuthMethod == "" { // a renewal keeps its device
			row = deviceOf(tokenOf(e.Request))
		}
		token, err := tokenFor(e.App, e.Record, row, e.Request)
		if err != nil {
			return err
		}
		e.Token = token
		return e.Next()
	})
	app.OnRecordUpdate(People).BindFunc(func(e *core.RecordEvent) error {
		before := e.Record.Original().TokenKey()
		if err := e.Next(); err != nil || e.Record.TokenKey() == before {
			return err
		}
		_, err := e.App.DB().Update(Devices, dbx.Params{"ended": true}, dbx.HashExp{"person": e.Record.Id}).Execute()
		return err
	})
	app.OnRecordAfterDeleteSuccess(Devices).BindFunc(func(e *core.RecordEvent) error {
		s.signed.ForgetTokens()
		s.sendAway(e.Record.Id)
		return e.Next()
	})
	app.OnRealtimeSubscribeRequest().BindFunc(func(e *core.RealtimeSubscribeRequestEvent) error {
		e.Client.Set(clientDevice, deviceOf(tokenOf(e.Request)))
		return e.Next()
	})
}

// sendAway lets the device's own connections know that there is something to learn, and tells them nothing afterwards.
func (s *Service) sendAway(row string) {
	for _, c := range s.app.SubscriptionsBroker().Clients() {
		if known, _ := c.Get(clientDevice).(string); known != row {
			continue
		}
		c.Unset(apis.RealtimeClientAuthKey)
		if c.HasSubscription(Topic) {
			go c.Send(subscriptions.Message{Name: Topic, Data: []byte("{}")})
		}
	}
}

// refuseEnded makes an ended sign-in, or that of somebody disabled, nobody's for PocketBase's own routes; those under
// /api/duty ask SignIns. Renewing the sign-in says itself why not.
func (s *Service) refuseEnded(e *core.RequestEvent) error {
	if e.Auth == nil || e.Auth.Collection().Name != People || strings.HasSuffix(e.Request.URL.Path, "/auth-refresh") && !ended(e.App, tokenOf(e.Request)) {
		return e.Next()
	}
	if ended(e.App, tokenOf(e.Request)) || s.signed.Stopped(e.Request) {
		e.Auth = nil
	}
	return e.Next()
}

// unauthorized answers a request that nobody is signed in for, and says whether its device was signed out by its owner or
// its person is disabled: then the phone gives up all but what was not sent.
func (s *Service) unauthorized(e *core.RequestEvent) error {
	if s.signed.Stopped(e.Request) {
		body := message(http.StatusUnauthorized, stopped)
		body["data"] = map[string]any{"stopped": true}
		return e.JSON(http.StatusUnauthorized, body)
	}
	if ended(e.App, tokenOf(e.Request)) {
		return e.JSON(http.StatusUnauthorized, map[string]any{
			"status": http.StatusUnauthorized, "message": "这台设备的登录已被退出",
			"data": map[string]any{"device": map[string]string{"code": "ended"}},
		})
	}
	return e.UnauthorizedError("请重新登录", nil)
}

// postEndOthers signs a person out everywhere else: {token, record} is the sign-in that goes on here.
func (s *Service) postEndOthers(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return s.unauthorized(e)
	}
	here := deviceOf(tokenOf(e.Request))
	var account *core.Record
	var token string
	err := e.App.RunInTransaction(func(tx core.App) (err error) {
		if account, err = tx.FindRecordById(People, person); err != nil {
			return err
		}
		account.RefreshTokenKey()
		if err = tx.Save(account); err != nil {
			return err
		}
		if token, err = tokenFor(tx, account, here, e.Request); err != nil {
			return err
		}
		rows, err := tx.FindAllRecords(Devices, dbx.HashExp{"person": person}, dbx.Not(dbx.HashExp{"id": deviceOf(token)}))
		for _, row := range rows {
			if err = tx.Delete(row); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		return e.InternalServerError("没有退出，请重试", err)
	}
	return e.JSON(http.StatusOK, map[string]any{"token": token, "record": account})
}

// tokenFor makes a token bound to a device: that of the row where there is one, else what the request says of itself.
func tokenFor(app core.App, person *core.Record, row string, r *http.Request) (string, error) {
	device, err := seen(app, person.Id, row, r)
	if err != nil {
		return "", err
	}
	token, err := person.NewAuthToken()
	if err != nil {
		return "", err
	}
	claims, err := security.ParseUnverifiedJWT(token)
	if err != nil {
		return "", err
	}
	claims[deviceClaim] = device.Id
	settings := person.Collection().AuthToken
	return security.NewJWT(claims, person.TokenKey()+settings.Secret, settings.DurationTime())
}

// seen finds or makes the row of a person on a device, and notes that it was used.
func seen(app core.App, person, row string, r *http.Request) (*core.Record, error) {
	device := r.Header.Get(headerDevice)
	name, _ := url.PathUnescape(r.Header.Get(headerName))
	find := func() *core.Record {
		for _, which := range []dbx.HashExp{{"id": row}, {"device": device}} {
			which["person"] = person
			if found, err := app.FindAllRecords(Devices, which); err == nil && len(found) > 0 {
				return found[0]
			}
		}
		return nil
	}
	save := func(record *core.Record) error {
		if name = strings.TrimSpace(name); name != "" {
			record.Set("name", string([]rune(name)[:min(len([]rune(name)), 40)]))
		}
		record.Set("lastSeen", types.NowDateTime())
		record.Set("ended", false)
		return app.Save(record)
	}
	if found := find(); found != nil {
		return found, save(found)
	}
	collection, err := app.FindCachedCollectionByNameOrId(Devices)
	if err != nil {
		return nil, err
	}
	fresh := core.NewRecord(collection)
	fresh.Load(map[string]any{"person": person, "device": device, "name": namelessDevice})
	if err = save(fresh); err == nil {
		return fresh, nil
	}
	if found := find(); found != nil { // the same device signed in twice in one moment
		return found, save(found)
	}
	return nil, err
}

// ended: the token names a device that has no row any more. The token itself need not hold.
func ended(app core.App, token string) bool {
	row := deviceOf(token)
	if row == "" {
		return false
	}
	var there string
	err := app.DB().Select("id").From(Devices).Where(dbx.HashExp{"id": row}).Row(&there)
	return errors.Is(err, sql.ErrNoRows)
}

// deviceOf is the row that a token names; "" for none.
func deviceOf(token string) string {
	claims, err := security.ParseUnverifiedJWT(token)
	if err != nil {
		return ""
	}
	row, _ := claims[deviceClaim].(string)
	return row
}

func tokenOf(r *http.Request) string {
	token := r.Header.Get("Authorization")
	if len(token) > 7 && strings.EqualFold(token[:7], "Bearer ") {
		token = token[7:]
	}
	return token
}
