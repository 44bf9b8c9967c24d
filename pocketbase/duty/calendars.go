package duty

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
)

// A calendar program cannot sign in: it has a link, which is a key. The key is shown once, to the person whose turns it
// opens; here is only its hash, so that whoever reads the data file or the log has no key. A new link ends the one before.

const calendarKey = 40 // letters and digits

func hashOf(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

type calendarLink struct {
	Open   bool   `json:"open"`
	Opened int64  `json:"opened,omitempty"`
	Read   int64  `json:"read,omitempty"` // 0: by no calendar yet
	Path   string `json:"path,omitempty"` // only when it was made
}

// getCalendar tells whether somebody has a link, and when a calendar last came by it.
func (s *Service) getCalendar(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return s.unauthorized(e)
	}
	link := calendarLink{Open: true}
	err := e.App.DB().Select("opened", "read").From("duty_calendars").Where(dbx.HashExp{"person": person}).Row(&link.Opened, &link.Read)
	if errors.Is(err, sql.ErrNoRows) {
		link, err = calendarLink{}, nil
	}
	if err != nil {
		return e.InternalServerError("", err)
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, link)
}

// postCalendar makes a link; the one before does not hold any more.
func (s *Service) postCalendar(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return s.unauthorized(e)
	}
	key, now := security.RandomString(calendarKey), s.clock.Now()
	_, err := e.App.DB().NewQuery("INSERT OR REPLACE INTO duty_calendars (person, hash, opened, read) VALUES ({:person}, {:hash}, {:now}, 0)").
		Bind(dbx.Params{"person": person, "hash": hashOf(key), "now": now}).Execute()
	if err != nil {
		return e.InternalServerError("没有开通，请重试", err)
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, calendarLink{Open: true, Opened: now, Path: "/api/duty/calendar/" + key + ".ics"})
}

// deleteCalendar takes the link back, at once.
func (s *Service) deleteCalendar(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return s.unauthorized(e)
	}
	if _, err := e.App.DB().Delete("duty_calendars", dbx.HashExp{"person": person}).Execute(); err != nil {
		return e.InternalServerError("没有停用，请重试", err)
	}
	return e.JSON(http.StatusOK, calendarLink{})
}

// getCalendarFile is what a calendar program reads. Whatever is wrong is answered without an error: the request's address
// is the key, and must not come into a log.
func (s *Service) getCalendarFile(e *core.RequestEvent) error {
	header := e.Response.Header()
	header.Set("Cache-Control", "private, no-store")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Robots-Tag", "noindex")
	gone := func() error { return e.String(http.StatusNotFound, "这个链接已停用") }
	key, isFile := strings.CutSuffix(e.Request.PathValue("file"), ".ics")
	if !isFile || len(key) != calendarKey {
		return gone()
	}
	hash := hashOf(key)
	var person string
	err := e.App.DB().Select("person").From("duty_calendars").Where(dbx.HashExp{"hash": hash}).Row(&person)
	if errors.Is(err, sql.ErrNoRows) {
		return gone()
	}
	trouble := func(err error) error {
		s.log.Error("duty: a calendar was not made", "person", person, "error", err)
		return e.String(http.StatusServiceUnavailable, "现在读不到，稍后再来")
	}
	if err != nil {
		return trouble(err)
	}
	// Links that are made up are not counted: there is no end of them.
	if wait := s.guesses.Take("calendar " + hash); wait > 0 {
		retryAfter(e, wait)
		return e.String(http.StatusTooManyRequests, tooOften)
	}
	// Who is stopped has no calendar either, whether or not the link was taken back.
	rights, err := s.signed.Rights(person)
	if err != nil {
		return trouble(err)
	}
	if len(rights.Sees) == 0 {
		return gone()
	}
	now := s.clock.Now()
	file, err := s.preparer.Calendar(e.Request.Context(), person, now)
	if err != nil {
		return trouble(err)
	}
	if _, err := e.App.DB().Update("duty_calendars", dbx.Params{"read": now}, dbx.HashExp{"hash": hash}).Execute(); err != nil {
		return trouble(err)
	}
	header.Set("Content-Disposition", `inline; filename="zhiban.ics"`)
	return e.Blob(http.StatusOK, "text/calendar; charset=utf-8", []byte(file))
}
