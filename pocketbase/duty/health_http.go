package duty

import (
	"net/http"
	"net/url"

	"github.com/pocketbase/pocketbase/core"
)

// watched is what administrators see of the watch.
type watched struct {
	Health
	Found     *Found `json:"found"`
	Turned    int64  `json:"turned"` // when the loop last came round
	Fired     int64  `json:"fired"`  // deadlines met since the start
	Heartbeat Beat   `json:"heartbeat"`
	Now       int64  `json:"now"`
}

func (s *Service) getHealth(e *core.RequestEvent) error {
	h := s.Health()
	status := http.StatusOK
	if !h.OK {
		status = http.StatusServiceUnavailable
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(status, h)
}

func (s *Service) getWatch(e *core.RequestEvent, _ string) error {
	return e.JSON(http.StatusOK, watched{
		Health: s.Health(), Found: s.audit.found.Load(), Turned: s.loop.turned.Load(), Fired: s.loop.Fired.Load(),
		Heartbeat: s.heartbeat.State(), Now: s.clock.Now(),
	})
}

// putHeartbeat sets where the sign of life goes; an empty address ends it.
func (s *Service) putHeartbeat(e *core.RequestEvent, admin string) error {
	var body struct {
		URL    string `json:"url"`
		Method string `json:"method"`
	}
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	address, err := url.Parse(body.URL)
	no := func(field, reason string) error {
		return e.JSON(http.StatusUnprocessableEntity, map[string][]Refusal{"refusals": {{"shape", field, reason}}})
	}
	switch {
	case body.URL != "" && (err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" || len(body.URL) > 500):
		return no("url", "请写完整的网址，以 http:// 或 https:// 开头")
	case body.Method != http.MethodGet && body.Method != http.MethodPost:
		return no("method", "方式只有 GET 和 POST")
	}
	if err := s.heartbeat.Set(body.URL, body.Method, admin); err != nil {
		return e.InternalServerError("没有存下，请重试", err)
	}
	return e.JSON(http.StatusOK, s.heartbeat.State())
}

// postHeartbeat sends one now.
func (s *Service) postHeartbeat(e *core.RequestEvent, _ string) error {
	_ = s.heartbeat.Beat(e.Request.Context()) // how it went stands in the state
	return e.JSON(http.StatusOK, s.heartbeat.State())
}

// postWake tries the deadlines again that were laid to rest.
func (s *Service) postWake(e *core.RequestEvent, _ string) error {
	if _, err := s.store.WakeTimers(e.Request.Context()); err != nil {
		return e.InternalServerError("没有成功，请重试", err)
	}
	s.loop.lookAgain()
	return e.NoContent(http.StatusNoContent)
}
