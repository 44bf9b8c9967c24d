package duty

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

const (
	mostCommands = 200
	usualPage    = 500
	mostPage     = 2_000
)

// Register adds the routes under /api/duty. They read the sign-in themselves, through the short memory of SignIns.
func (s *Service) Register(e *core.ServeEvent) {
	group := e.Router.Group("/api/duty")
	group.Unbind(apis.DefaultLoadAuthTokenMiddlewareId, apis.DefaultRateLimitMiddlewareId)
	group.Bind(apis.SkipSuccessActivityLog())
	group.POST("/commands", s.postCommands)
	group.GET("/changes", s.getChanges).Bind(apis.Gzip())
	group.GET("/health", s.getHealth)
	group.GET("/watch", s.asAdmin(s.getWatch))
	group.POST("/watch/wake", s.asAdmin(s.postWake))
	group.PUT("/heartbeat", s.asAdmin(s.putHeartbeat))
	group.POST("/heartbeat", s.asAdmin(s.postHeartbeat))
	group.GET("/accounts", s.asAdmin(s.getAccounts))
	group.PUT("/accounts/{person}", s.asAdmin(s.putAccount))
	group.PUT("/password", s.putPassword)
	group.GET("/setup", s.getSetup)
	group.POST("/setup", s.postSetup)
	group.GET("/devices/seen", s.asAdmin(s.getSeen))
	group.POST("/devices/end-others", s.postEndOthers)
	group.GET("/calendar", s.getCalendar)
	group.POST("/calendar", s.postCalendar)
	group.DELETE("/calendar", s.deleteCalendar)
	group.GET("/calendar/{file}", s.getCalendarFile)
	group.GET("/push", s.onDevice(s.getPush))
	group.PUT("/push", s.onDevice(s.putPush))
	group.DELETE("/push", s.onDevice(s.deletePush))
	group.POST("/push/test", s.onDevice(s.postPushTest))
	group.POST("/push/shown", s.postPushShown)
	group.GET("/push/devices", s.onDevice(s.getPushDevices))
	group.GET("/push/devices/all", s.asAdmin(s.getAllPushDevices))
	group.GET("/channels", s.asAdmin(s.getChannels))
	group.PUT("/channels", s.asAdmin(s.putChannels))
	group.POST("/channels/{name}/test", s.asAdmin(s.postChannelTest))
	e.Router.BindFunc(s.refuseEnded)
	group.GET("/files/{attachment}", s.getFile)
	group.HEAD("/uploads/{attachment}", s.upload)
	group.PATCH("/uploads/{attachment}", s.upload)
	if s.ClockControl {
		group.POST("/clock", s.postClock)
	}
}

func (s *Service) postCommands(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return s.unauthorized(e)
	}
	var raw []json.RawMessage
	if err := json.NewDecoder(e.Request.Body).Decode(&raw); err != nil {
		return e.BadRequestError("要一个命令的数组", err)
	}
	if len(raw) == 0 || len(raw) > mostCommands {
		return e.BadRequestError("一次 1 至 200 条命令", nil)
	}
	answers, err := s.answer(person, raw)
	switch {
	case errors.Is(err, ErrBusy) || errors.Is(err, ErrStopped):
		e.Response.Header().Set("Retry-After", "1")
		return e.Error(http.StatusServiceUnavailable, "服务正忙，稍后自动重试", nil)
	case err != nil:
		return e.InternalServerError("没有提交，请重试", err)
	}
	return e.JSON(http.StatusOK, answers)
}

// answer keeps the order of the request: refused envelopes stand among the answers of the loop. What is too much for one
// request comes again: a phone sends on as long as anything was answered.
func (s *Service) answer(person string, raw []json.RawMessage) ([]Answer, error) {
	answers := make([]Answer, len(raw))
	commands, places := make([]Command, 0, len(raw)), make([]int, 0, len(raw))
	size := 0
	for i, body := range raw {
		c, no := envelope(body)
		if no != nil {
			answers[i] = *no
			continue
		}
		if size += len(c.Args); size > mostRequest {
			answers[i] = Answer{ID: c.ID, Retry: true}
			continue
		}
		c.Actor = person
		commands, places = append(commands, c), append(places, i)
	}
	for len(commands) > 0 {
		done, prepare, err := s.loop.Submit(commands)
		if err != nil {
			return nil, err
		}
		for i, a := range done {
			answers[places[i]] = a
		}
		commands, places = commands[len(done):], places[len(done):]
		if prepare != "" {
			commands[0].Prepared = s.preparer.Prepare(prepare)
		}
	}
	return answers, nil
}

func (s *Service) getChanges(e *core.RequestEvent) error {
	began := s.clock.Now()
	person := s.signed.Person(e.Request)
	if person == "" {
		return s.unauthorized(e)
	}
	rights, err := s.signed.Rights(person)
	if err != nil {
		return e.InternalServerError("", err)
	}
	query := e.Request.URL.Query()
	since, limit := int64(-1), usualPage
	if query.Has("since") {
		if since, err = strconv.ParseInt(query.Get("since"), 10, 64); err != nil || since < 0 {
			return e.BadRequestError("since 应是序号", nil)
		}
	}
	if query.Has("limit") {
		if limit, err = strconv.Atoi(query.Get("limit")); err != nil || limit < 1 {
			return e.BadRequestError("limit 应是 1 至 2000", nil)
		}
		limit = min(limit, mostPage)
	}
	page, err := s.store.Changes(e.Request.Context(), rights, since, limit)
	switch {
	case errors.Is(err, ErrReset):
		return e.JSON(http.StatusGone, map[string]bool{"reset": true})
	case err != nil:
		return e.InternalServerError("", err)
	}
	if query.Has("seen") {
		s.present.Seen(person, began)
	}
	page.Unwell = strings.Join(s.audit.Reasons(), "；")
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, page)
}

func (s *Service) postClock(e *core.RequestEvent) error {
	var body struct {
		Advance int64 `json:"advance"`
		Now     int64 `json:"now"`
	}
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	if body.Now != 0 {
		body.Advance = body.Now - s.clock.Now()
	}
	s.clock.Advance(body.Advance)
	s.sender.Wake()
	return e.JSON(http.StatusOK, map[string]int64{"now": s.clock.Now()})
}
