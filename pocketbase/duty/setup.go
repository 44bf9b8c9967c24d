package duty

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
)

const (
	lowerAlnum = "abcdefghijklmnopqrstuvwxyz0123456789"
	letters    = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// OpenSetup gives the key of the one-time link with which whoever started the program makes the first administrator; ""
// where the office has one. It is held in memory only and made anew at each start.
func (s *Service) OpenSetup() (key string, err error) {
	s.accounts.Lock()
	defer s.accounts.Unlock()
	has, err := s.store.HasAdmin()
	if err != nil || has {
		return "", err
	}
	s.setupKey = security.RandomStringWithAlphabet(32, letters)
	return s.setupKey, nil
}

func (s *Service) getSetup(e *core.RequestEvent) error {
	s.accounts.Lock()
	open := s.setupKey != ""
	s.accounts.Unlock()
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, map[string]bool{"open": open})
}

// postSetup makes the first administrator: the account, then the person. Cut off between the two there is still no
// administrator, so it can be begun again, under the same username too.
func (s *Service) postSetup(e *core.RequestEvent) error {
	var body struct {
		Key      string `json:"key"`
		Username string `json:"username"`
		Name     string `json:"name"`
		Password string `json:"password"`
	}
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	s.accounts.Lock()
	defer s.accounts.Unlock()
	if s.setupKey == "" {
		return refused(e, http.StatusGone, Refusal{"state", "key", "单位已经有管理员，请直接登录"})
	}
	key := "setup " + e.RealIP()
	if wait := s.guesses.Take(key); wait > 0 {
		retryAfter(e, wait)
		return refused(e, http.StatusTooManyRequests, Refusal{"state", "key", tooOften})
	}
	if subtle.ConstantTimeCompare([]byte(body.Key), []byte(s.setupKey)) != 1 {
		return refused(e, http.StatusForbidden, Refusal{"notAllowed", "key", "链接不对或已失效，请用服务程序最近一次启动时给出的链接"})
	}
	s.guesses.GiveBack(key)
	record, wrong, err := s.firstAccount(body.Username, body.Password)
	if err == nil && len(wrong) == 0 {
		wrong, err = s.firstAdmin(record.Id, body.Name)
	}
	switch {
	case errors.Is(err, ErrBusy) || errors.Is(err, ErrStopped):
		e.Response.Header().Set("Retry-After", "1")
		return e.Error(http.StatusServiceUnavailable, "服务正忙，请再试一次", nil)
	case err != nil:
		return e.InternalServerError("没有提交，请重试", err)
	case len(wrong) > 0:
		return refused(e, http.StatusUnprocessableEntity, wrong...)
	}
	s.setupKey = ""
	return apis.RecordAuthResponse(e, record, "", nil)
}

// firstAccount is a new one, or the one that an earlier try left behind.
func (s *Service) firstAccount(name, password string) (*core.Record, []Refusal, error) {
	person, err := s.store.AccountNamed(name)
	if err != nil {
		return nil, nil, err
	}
	if person == "" {
		person = security.RandomStringWithAlphabet(15, lowerAlnum)
	}
	wrong, err := s.wrongWith(person, name, &password, true)
	if err != nil || len(wrong) > 0 {
		return nil, wrong, err
	}
	record, err := s.account(person)
	if err != nil {
		return nil, nil, err
	}
	return record, nil, s.save(record, name, &password)
}

// firstAdmin has the domain take the person in, as the server itself; what it refuses is said.
func (s *Service) firstAdmin(person, name string) ([]Refusal, error) {
	args, err := json.Marshal(map[string]any{"person": person, "name": name, "roles": []string{"admin"}, "sections": []string{}})
	if err != nil {
		return nil, err
	}
	command := Command{
		ID: security.RandomStringWithAlphabet(15, lowerAlnum), Name: "person.set", Args: args,
		At: s.clock.Now(), Device: "setup", Prepared: "null",
	}
	answers, _, err := s.loop.Submit([]Command{command})
	if err != nil {
		return nil, err
	}
	if answers[0].OK {
		return nil, nil
	}
	if answers[0].Retry {
		return nil, ErrBusy
	}
	var wrong []Refusal
	return wrong, json.Unmarshal(answers[0].Refusals, &wrong)
}
