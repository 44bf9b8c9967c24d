package duty

import (
	"database/sql"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

// Accounts are how people sign in: PocketBase's collection `people`, outside the log. Whose account it is, what the person
// may and whether the account is stopped says the domain (person.set); Go knows the audience word alone.

// admins is the audience word of those who may set accounts.
const admins = "admin"

var (
	personID = regexp.MustCompile(`^[a-z0-9]{15}$`)
	username = regexp.MustCompile(`^[a-z0-9_.-]{2,40}$`)
)

const (
	shortestPassword = 8  // characters
	longestPassword  = 71 // bytes: bcrypt reads no more
)

// stopped is what a person reads whose rights see nothing: disabled, or not in the office.
const stopped = "这个账号已停用，请找管理员"

// guardSignIns refuses PocketBase's own sign-in and refresh to those who see nothing, bounds guessing, and remembers when
// somebody last signed in.
func (s *Service) guardSignIns() {
	s.app.OnRecordAuthWithPasswordRequest(People).BindFunc(func(e *core.RecordAuthWithPasswordRequestEvent) error {
		key := strings.ToLower(e.Identity) + " " + e.RealIP()
		if wait := s.guesses.Take(key); wait > 0 {
			retryAfter(e.RequestEvent, wait)
			return e.JSON(http.StatusTooManyRequests, message(http.StatusTooManyRequests, tooOften))
		}
		err := e.Next()
		if err == nil {
			s.guesses.GiveBack(key)
		}
		return err
	})
	s.app.OnRecordAuthRequest(People).BindFunc(func(e *core.RecordAuthRequestEvent) error {
		rights, err := s.signed.Rights(e.Record.Id)
		if err != nil {
			return e.InternalServerError("", err)
		}
		if len(rights.Sees) == 0 {
			return e.JSON(http.StatusForbidden, message(http.StatusForbidden, stopped))
		}
		if err := e.Next(); err != nil {
			return err
		}
		if err := s.store.SignedIn(e.Record.Id, s.clock.Now()); err != nil {
			s.log.Error("duty: a sign-in was not noted", "person", e.Record.Id, "error", err)
		}
		return nil
	})
}

// message is an answer in PocketBase's shape, without the full stop it would add.
func message(status int, text string) map[string]any {
	return map[string]any{"status": status, "message": text, "data": map[string]any{}}
}

func refused(e *core.RequestEvent, status int, refusals ...Refusal) error {
	return e.JSON(status, map[string][]Refusal{"refusals": refusals})
}

// asAdmin runs what only administrators may.
func (s *Service) asAdmin(do func(e *core.RequestEvent, admin string) error) func(*core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		person := s.signed.Person(e.Request)
		if person == "" {
			return s.unauthorized(e)
		}
		rights, err := s.signed.Rights(person)
		if err != nil {
			return e.InternalServerError("", err)
		}
		if !rights.Intersects(admins) {
			return e.JSON(http.StatusForbidden, message(http.StatusForbidden, "只有管理员可以做这一步"))
		}
		e.Response.Header().Set("Cache-Control", "no-store")
		return do(e, person)
	}
}

func (s *Service) getAccounts(e *core.RequestEvent, _ string) error {
	all, err := s.store.Accounts(e.Request.Context())
	if err != nil {
		return e.InternalServerError("", err)
	}
	return e.JSON(http.StatusOK, all)
}

func (s *Service) putAccount(e *core.RequestEvent, admin string) error {
	var body struct {
		Username string  `json:"username"`
		Password *string `json:"password"`
	}
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	person := e.Request.PathValue("person")
	if !personID.MatchString(person) {
		return refused(e, http.StatusUnprocessableEntity, Refusal{"shape", "person", "人员的编码不对"})
	}
	s.accounts.Lock()
	defer s.accounts.Unlock()
	record, err := s.account(person)
	if err != nil {
		return e.InternalServerError("", err)
	}
	wrong, err := s.wrongWith(person, body.Username, body.Password, record.IsNew())
	if err != nil {
		return e.InternalServerError("", err)
	}
	if len(wrong) > 0 {
		return refused(e, http.StatusUnprocessableEntity, wrong...)
	}
	if err := s.save(record, body.Username, body.Password); err != nil {
		return e.InternalServerError("", err)
	}
	s.app.Logger().Info("duty: account set", "person", person, "by", admin, "username", body.Username, "password", body.Password != nil)
	return e.JSON(http.StatusOK, map[string]string{"person": person, "username": body.Username})
}

// account of a person, or a new one.
func (s *Service) account(person string) (*core.Record, error) {
	record, err := s.app.FindRecordById(People, person)
	if !errors.Is(err, sql.ErrNoRows) {
		return record, err
	}
	people, err := s.app.FindCachedCollectionByNameOrId(People)
	if err != nil {
		return nil, err
	}
	record = core.NewRecord(people)
	record.Id = person
	return record, nil
}

// wrongWith says all that is wrong with a username and password for a person.
func (s *Service) wrongWith(person, name string, password *string, anew bool) ([]Refusal, error) {
	var wrong []Refusal
	if !username.MatchString(name) {
		wrong = append(wrong, Refusal{"shape", "username", "登录名用 2 至 40 个小写字母、数字、点、横线或下划线"})
	} else if owner, err := s.store.AccountNamed(name); err != nil {
		return nil, err
	} else if owner != "" && owner != person {
		wrong = append(wrong, Refusal{"conflict", "username", "这个登录名已经有人用了"})
	}
	if password == nil {
		if anew {
			wrong = append(wrong, Refusal{"shape", "password", "新账号要有密码"})
		}
		return wrong, nil
	}
	return append(wrong, wrongPassword("password", *password)...), nil
}

func wrongPassword(field, password string) []Refusal {
	switch {
	case utf8.RuneCountInString(password) < shortestPassword:
		return []Refusal{{"shape", field, "密码至少 8 个字符"}}
	case len(password) > longestPassword:
		return []Refusal{{"tooLong", field, "密码太长"}}
	}
	return nil
}

// save writes an account. A new password ends every sign-in made with the old one, open connections too.
func (s *Service) save(record *core.Record, name string, password *string) error {
	record.Set("username", name)
	if password != nil {
		record.SetPassword(*password)
		record.RefreshTokenKey()
	}
	if err := s.app.Save(record); err != nil {
		return err
	}
	if password != nil {
		s.signal.HangUp(record.Id)
	}
	return nil
}

// putPassword changes one's own password. This sign-in goes on with the new token in the answer, all others end.
func (s *Service) putPassword(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return s.unauthorized(e)
	}
	var body struct {
		Old string `json:"old"`
		New string `json:"new"`
	}
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	if wrong := wrongPassword("new", body.New); wrong != nil {
		return refused(e, http.StatusUnprocessableEntity, wrong...)
	}
	key := person + " " + e.RealIP()
	if wait := s.guesses.Take(key); wait > 0 {
		retryAfter(e, wait)
		return refused(e, http.StatusTooManyRequests, Refusal{"state", "old", tooOften})
	}
	record, err := s.app.FindRecordById(People, person)
	if err != nil {
		return e.InternalServerError("", err)
	}
	if !record.ValidatePassword(body.Old) {
		return refused(e, http.StatusUnprocessableEntity, Refusal{"notAllowed", "old", "原密码不对"})
	}
	s.guesses.GiveBack(key)
	if err := s.save(record, record.GetString("username"), &body.New); err != nil {
		return e.InternalServerError("", err)
	}
	return apis.RecordAuthResponse(e, record, "", nil)
}
