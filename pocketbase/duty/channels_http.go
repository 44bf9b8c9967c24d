package duty

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"

	"zhiban/channels"
)

// channelShown is a channel as an administrator sees it: what is secret is masked.
type channelShown struct {
	Name      string            `json:"name"`
	On        bool              `json:"on"`
	Settings  channels.Settings `json:"settings"`
	Ready     bool              `json:"ready"`
	Since     int64             `json:"since"`
	Sent      int64             `json:"sent"`
	Failed    int64             `json:"failed"`
	SentAt    int64             `json:"sentAt"`
	Problem   string            `json:"problem"`
	ProblemAt int64             `json:"problemAt"`
}

func (s *Service) getChannels(e *core.RequestEvent, _ string) error {
	rows, address, err := s.store.channelRows()
	if err != nil {
		return e.InternalServerError("", err)
	}
	shown := []channelShown{}
	for _, r := range rows {
		kind, known := channels.Kinds[r.Name]
		if !known && r.Name != "app" && s.sender.more[r.Name] == nil {
			continue // this program does not know it
		}
		c := channelShown{r.Name, r.On, r.Settings, r.Name == "app" || s.sender.channelOf(r) != nil, r.Since, r.Sent, r.Failed, r.SentAt, r.Problem, r.ProblemAt}
		if known {
			c.Settings = kind.Masked(r.Settings)
		}
		shown = append(shown, c)
	}
	return e.JSON(http.StatusOK, map[string]any{"address": address, "channels": shown})
}

// putChannels changes what is given: {address}, {order: names}, {channel: {name, on, settings}}. Refuses on the fields'
// own names; a secret that comes back as it was shown stays as it is.
func (s *Service) putChannels(e *core.RequestEvent, admin string) error {
	var body struct {
		Address *string  `json:"address"`
		Order   []string `json:"order"`
		Channel *struct {
			Name     string            `json:"name"`
			On       bool              `json:"on"`
			Settings channels.Settings `json:"settings"`
		} `json:"channel"`
	}
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	rows, _, err := s.store.channelRows()
	if err != nil {
		return e.InternalServerError("", err)
	}
	if body.Address != nil {
		address := strings.TrimRight(strings.TrimSpace(*body.Address), "/")
		if address != "" && !officeAddress(address) {
			return refused(e, http.StatusUnprocessableEntity, Refusal{"shape", "address", "请写完整的地址，如 https://zhiban.example.cn，不带后面的路径"})
		}
		err = s.store.setOfficeAddress(address)
	}
	if err == nil && body.Order != nil {
		names := make([]string, len(rows))
		for i, r := range rows {
			names[i] = r.Name
		}
		order := slices.Concat(body.Order, slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(body.Order, n) }))
		if len(order) != len(names) || slices.ContainsFunc(order, func(n string) bool { return !slices.Contains(names, n) }) {
			return refused(e, http.StatusUnprocessableEntity, Refusal{"shape", "order", "通道的顺序不对，请刷新后再试"})
		}
		err = s.store.setOrder(order)
	}
	if err == nil && body.Channel != nil {
		c := body.Channel
		at := slices.IndexFunc(rows, func(r channelRow) bool { return r.Name == c.Name })
		kind, known := channels.Kinds[c.Name]
		if at < 0 || !known && s.sender.more[c.Name] == nil {
			return refused(e, http.StatusUnprocessableEntity, Refusal{"shape", "name", "没有这个通道"})
		}
		settings, faults := kind.Merged(c.Settings, rows[at].Settings)
		// What is off may be half filled in.
		if known && c.On && len(faults) == 0 {
			_, faults = kind.Make(settings)
		}
		if len(faults) > 0 {
			var wrong []Refusal
			for _, f := range faults {
				wrong = append(wrong, Refusal{"shape", f.Field, f.Reason})
			}
			return refused(e, http.StatusUnprocessableEntity, wrong...)
		}
		err = s.store.setChannel(c.Name, c.On, settings, s.clock.Now())
	}
	if err != nil {
		return e.InternalServerError("没有存下，请重试", err)
	}
	s.sender.anew.Store(true)
	s.sender.Wake()
	return s.getChannels(e, admin)
}

// officeAddress tells whether links can be built upon it.
func officeAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.Path == "" && u.RawQuery == "" && u.Fragment == ""
}

// postChannelTest sends a test to {person} and says what the provider answered.
func (s *Service) postChannelTest(e *core.RequestEvent, admin string) error {
	var body struct {
		Person string `json:"person"`
	}
	if err := e.BindBody(&body); err != nil {
		return e.BadRequestError("", err)
	}
	if body.Person == "" {
		body.Person = admin
	}
	began := time.Now()
	id := security.RandomStringWithAlphabet(15, lowerAlnum)
	o, err := s.sender.Try(e.Request.Context(), e.Request.PathValue("name"), body.Person, id)
	if err != nil {
		return e.NotFoundError("没有这个通道", err)
	}
	return e.JSON(http.StatusOK, map[string]any{
		"ok": o.State == channels.StateSent, "retry": o.State == channels.StateRetry, "says": o.Why, "ms": time.Since(began).Milliseconds(),
	})
}
