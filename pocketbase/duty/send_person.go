package duty

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"zhiban/channels"
)

// mostSend is how long a provider may take.
const mostSend = 20 * time.Second

// send hands a message over, beside the book. What was withdrawn since it was leased is left out.
func (s *Sender) send(p parcel) {
	d := parcelDone{parcel: &p, outcome: channels.Retry(0, "发送出了问题")}
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("duty: a channel failed", "channel", p.lane.name, "error", r)
		}
		s.mu.Lock()
		s.done = append(s.done, d)
		s.mu.Unlock()
		s.Wake()
	}()
	still, err := s.store.stillSending(p.items)
	if err != nil {
		d.sent, d.outcome = p.items, channels.Retry(0, "数据读不出来")
		return
	}
	if d.sent = still; len(still) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), mostSend)
	defer cancel()
	d.outcome = p.channel.Send(ctx, s.message(&p, still))
}

// message in the words that the domain chose; several for one person are counted.
func (s *Sender) message(p *parcel, items []*item) channels.Message {
	it := items[0]
	m := channels.Message{
		ID: p.key, Title: it.title, Body: it.body, Kind: it.kind, Subject: it.subject, Path: itemPath(it.kind, it.subject),
		TTL:   time.Duration(it.createdAt+ttlOf(it.kind).Milliseconds()-s.clock.Now()) * time.Millisecond,
		First: it.first, Last: p.last, Person: s.personOf(it.person),
	}
	if len(items) > 1 {
		m.Title, m.Body, m.Kind, m.Subject, m.Path = "有 "+strconv.Itoa(len(items))+" 条待办", "", "bundle", "", "/"
	}
	if p.address != "" {
		m.URL = strings.TrimRight(p.address, "/") + m.Path
	}
	return m
}

// itemPath is the page of the app that says what happened.
func itemPath(kind, subject string) string {
	switch kind {
	case "assigned", "overdue", "forgotten", "unreached", "returned", "unassigned", "closed":
		return "/incidents/" + subject
	case "handoverGiven", "handoverTaken", "handoverLate":
		return "/handover"
	case "turnsPublished", "turnMoved", "turnOnLeave", "swapAsked", "swapAnswered", "swapToApprove":
		return "/roster"
	case "rosterDue":
		return "/roster/plan"
	}
	return "/"
}

// personOf is where somebody is reached; what the office does not know stays empty.
func (s *Sender) personOf(id string) channels.Person {
	var contact struct {
		Phone string  `json:"phone"`
		Mail  *string `json:"mail"`
	}
	p := channels.Person{ID: id}
	data, err := s.store.Record("contacts", id+"c")
	if err != nil || data == "" || json.Unmarshal([]byte(data), &contact) != nil {
		return p
	}
	p.Phone = contact.Phone
	if contact.Mail != nil {
		p.Mail = *contact.Mail
	}
	return p
}

// incidentOf a notice: what it is about, or what that belongs to; nil where it is about none.
func (s *Sender) incidentOf(it *item) *string {
	incident, err := s.store.incidentOf(it.subject)
	if err != nil || incident == "" {
		return nil
	}
	return &incident
}
