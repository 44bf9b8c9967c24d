package duty

import (
	"context"
	"encoding/json"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"

	"zhiban/channels"
)

// What a device asks for under /api/duty/push: whether notices come to it, that they do, that they do not any more, and a
// proof that they do. A subscription hangs on the device that the sign-in names, and goes with it: signing out, ending a
// sign-in from elsewhere, disabling the person.

// testTTL: a test that is not there by then has failed.
const testTTL = time.Minute

// pushShown is the detail of a notice.tried that says more than that the push service took it.
const pushShown = "已送达"

type pushTest struct {
	ID    string `json:"id"`
	Sent  int64  `json:"sentAt"`
	Shown int64  `json:"shownAt,omitempty"`
}

// pushTests are the last tests, by device; a restart forgets them.
type pushTests struct {
	mu  sync.Mutex
	all map[string]*pushTest
}

func (t *pushTests) of(device string) *pushTest {
	t.mu.Lock()
	defer t.mu.Unlock()
	if test := t.all[device]; test != nil {
		copied := *test
		return &copied
	}
	return nil
}

func (t *pushTests) begin(device string, test pushTest) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all == nil || len(t.all) > 1_000 {
		t.all = map[string]*pushTest{}
	}
	t.all[device] = &test
}

func (t *pushTests) shown(device, id string, now int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if test := t.all[device]; test != nil && test.ID == id && test.Shown == 0 {
		test.Shown = now
	}
}

// openPush makes the key at the first start.
func (s *Service) openPush() error {
	keys, err := s.store.PushKeys(channels.NewVAPID)
	if err != nil {
		return err
	}
	s.push = channels.NewPush(pushDevices{s}, keys)
	return nil
}

// onDevice runs what a signed-in device may ask for itself.
func (s *Service) onDevice(do func(e *core.RequestEvent, person, device string) error) func(*core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		person, device := s.signed.Person(e.Request), deviceOf(tokenOf(e.Request))
		if person == "" {
			return s.unauthorized(e)
		}
		if device == "" {
			return e.BadRequestError("这个登录没有设备，请重新登录", nil)
		}
		e.Response.Header().Set("Cache-Control", "no-store")
		return do(e, person, device)
	}
}

func (s *Service) getPush(e *core.RequestEvent, person, device string) error {
	row, err := s.store.PushOn(device, person)
	if err != nil {
		return e.InternalServerError("", err)
	}
	on, err := s.store.channelOn("push")
	if err != nil {
		return e.InternalServerError("", err)
	}
	return e.JSON(http.StatusOK, map[string]any{"on": on, "key": s.push.Key(), "here": row, "test": s.tests.of(device)})
}

func (s *Service) putPush(e *core.RequestEvent, person, device string) error {
	var body struct {
		Subscription struct {
			Endpoint string `json:"endpoint"`
			Keys     struct {
				P256dh string `json:"p256dh"`
				Auth   string `json:"auth"`
			} `json:"keys"`
		} `json:"subscription"`
	}
	if err := json.NewDecoder(e.Request.Body).Decode(&body); err != nil {
		return e.BadRequestError("", err)
	}
	sub := body.Subscription
	if !s.mayPushTo(sub.Endpoint) || len(sub.Keys.P256dh) != 87 || len(sub.Keys.Auth) != 22 {
		return refused(e, http.StatusUnprocessableEntity, Refusal{"shape", "subscription", "这台设备给出的推送地址不能用"})
	}
	origin := e.Request.Header.Get("Origin")
	if len(origin) > 200 {
		origin = ""
	}
	err := s.store.Subscribe(person, s.clock.Now(), channels.PushDevice{
		ID: device, Origin: origin, Endpoint: sub.Endpoint, P256dh: sub.Keys.P256dh, Auth: sub.Keys.Auth,
	})
	if err != nil {
		return e.InternalServerError("没有打开，请重试", err)
	}
	return s.getPush(e, person, device)
}

func (s *Service) deletePush(e *core.RequestEvent, person, device string) error {
	if err := s.store.Unsubscribe(device); err != nil {
		return e.InternalServerError("没有关闭，请重试", err)
	}
	return s.getPush(e, person, device)
}

// mayPushTo: push services are on the Internet, by name and with a certificate, so that nobody can point this server at a
// neighbour of its own. Tests have theirs on this machine.
func (s *Service) mayPushTo(endpoint string) bool {
	u, err := url.Parse(endpoint)
	if err != nil || len(endpoint) > 2_000 || u.User != nil || u.Host == "" {
		return false
	}
	address, noAddress := netip.ParseAddr(u.Hostname())
	if s.ClockControl && noAddress == nil && address.IsLoopback() {
		return u.Scheme == "http" || u.Scheme == "https"
	}
	return u.Scheme == "https" && noAddress != nil && u.Hostname() != "localhost"
}

// postPushTest sends a test to the device that asks; whether it was shown, it asks afterwards.
func (s *Service) postPushTest(e *core.RequestEvent, person, device string) error {
	if wait := s.guesses.Take("push " + device); wait > 0 {
		retryAfter(e, wait)
		return e.JSON(http.StatusTooManyRequests, message(http.StatusTooManyRequests, tooOften))
	}
	here, err := s.store.PushDevices(person, device)
	if err != nil {
		return e.InternalServerError("", err)
	}
	if len(here) == 0 {
		return e.JSON(http.StatusOK, map[string]string{"problem": channels.PushGone})
	}
	test := pushTest{ID: "test" + security.RandomString(11), Sent: s.clock.Now()}
	s.tests.begin(device, test)
	ctx, cancel := context.WithTimeout(e.Request.Context(), testTTL)
	defer cancel()
	sent := s.push.Deliver(ctx, here[0], channels.Letter{
		ID: test.ID, Title: testTitle, URL: "/me", Person: person, Tag: test.ID, TTL: testTTL,
	})
	switch sent.State {
	case channels.StateSent:
		return e.JSON(http.StatusOK, map[string]any{"test": test})
	case channels.StateGone:
		return e.JSON(http.StatusOK, map[string]string{"problem": channels.PushGone})
	default:
		return e.JSON(http.StatusOK, map[string]string{"problem": sent.Why})
	}
}

// postPushShown takes the word of a device that it showed a notice. It comes from a service worker, which may not be signed
// in any more: that it could read the notice is what it is believed for.
func (s *Service) postPushShown(e *core.RequestEvent) error {
	var body struct{ ID, To, Receipt string }
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	if !s.push.Shown(body.ID, body.To, body.Receipt) {
		return e.ForbiddenError("", nil)
	}
	now := s.clock.Now()
	s.tests.shown(body.To, body.ID, now)
	person, subject, err := s.store.PushShown(body.ID, body.To, now)
	if err != nil {
		return e.InternalServerError("", err)
	}
	if person != "" {
		s.tellShown(body.ID, person, subject, now)
	}
	return e.NoContent(http.StatusNoContent)
}

// tellShown has the log know that a notice was shown, once however many devices say so.
func (s *Service) tellShown(notice, person, subject string, now int64) {
	incident, err := s.store.incidentOf(subject)
	if err != nil || incident == "" {
		return // nobody's timeline
	}
	args, _ := json.Marshal(map[string]string{
		"notice": notice, "person": person, "incident": incident, "channel": "push", "outcome": "sent", "detail": pushShown,
	})
	c := Command{ID: keyOf(notice, "shown"), Name: "notice.tried", Args: args, At: now, Prepared: "null"}
	if _, _, err := s.loop.Submit([]Command{c}); err != nil {
		s.log.Error("duty: it is not in the log that a notice was shown", "notice", notice, "error", err)
	}
}

func (s *Service) getPushDevices(e *core.RequestEvent, person, _ string) error {
	return s.listPushDevices(e, person)
}

func (s *Service) getAllPushDevices(e *core.RequestEvent, _ string) error {
	return s.listPushDevices(e, "")
}

func (s *Service) listPushDevices(e *core.RequestEvent, person string) error {
	all, err := s.store.DevicesWithPush(e.Request.Context(), person)
	if err != nil {
		return e.InternalServerError("", err)
	}
	return e.JSON(http.StatusOK, all)
}
