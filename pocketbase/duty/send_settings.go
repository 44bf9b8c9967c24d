package duty

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"zhiban/channels"
)

// Office is what all channels share: where the app is found from outside ("": links are left out), and the usual order.
type Office struct {
	Address string
	Order   []string
}

// channelRow is a channel as the table has it. Since: when its settings were last saved; the counts begin there.
type channelRow struct {
	Name, settings, recent string
	On                     bool
	Settings               channels.Settings
	Since, Sent, Failed    int64
	SentAt, ProblemAt      int64
	Problem                string
	place                  int
}

// channelRows are all there are, in the office's order, and the office's address.
func (s *Store) channelRows() (rows []channelRow, address string, err error) {
	found, err := s.read.Query(`SELECT name, enabled, place, settings, recent, since, sent, failed, sent_at, problem, problem_at
		FROM duty_channels ORDER BY place, name`)
	if err != nil {
		return nil, "", err
	}
	defer found.Close()
	for found.Next() {
		var r channelRow
		if err := found.Scan(&r.Name, &r.On, &r.place, &r.settings, &r.recent, &r.Since, &r.Sent, &r.Failed, &r.SentAt, &r.Problem, &r.ProblemAt); err != nil {
			return nil, "", err
		}
		r.Settings = channels.Settings{}
		if err := json.Unmarshal([]byte(r.settings), &r.Settings); err != nil {
			return nil, "", err
		}
		if r.Name == "office" {
			address = r.Settings["address"]
			continue
		}
		rows = append(rows, r)
	}
	return rows, address, found.Err()
}

// channelOf makes a channel ready to send; nil where it is not set up, or this program does not know it.
func (s *Sender) channelOf(r channelRow) channels.Channel {
	if c := s.more[r.Name]; c != nil {
		return c
	}
	kind, known := channels.Kinds[r.Name]
	if !known {
		return nil
	}
	c, faults := kind.Make(r.Settings)
	if len(faults) > 0 {
		return nil
	}
	return c
}

// readSettings makes the lanes anew; what was sent lately, and the sends on their way, they keep.
func (s *Sender) readSettings() error {
	rows, address, err := s.store.channelRows()
	if err != nil {
		return err
	}
	lanes, order := map[string]*lane{}, []string{}
	for _, r := range rows {
		order = append(order, r.Name)
		c := s.channelOf(r)
		if r.Name != "app" && (!r.On || c == nil) {
			continue
		}
		l := s.lanes[r.Name]
		if l == nil {
			l = &lane{name: r.Name}
			if err := json.Unmarshal([]byte(r.recent), &l.recent); err != nil {
				return err
			}
		}
		l.channel, l.limits, l.slots = c, nil, max(slotsOf[r.Name], 1)
		if limited, ok := c.(channels.Limited); ok {
			l.limits = limited.Limits()
		}
		l.tally = tally{r.Sent, r.Failed, r.SentAt, r.ProblemAt, r.Problem}
		lanes[r.Name] = l
	}
	s.lanes, s.office = lanes, Office{address, order}
	return nil
}

// settingsChanged puts what waits where it belongs now.
func (s *Sender) settingsChanged() {
	var waiting []*item
	for _, l := range s.lanes {
		waiting = append(waiting, l.waiting...)
		l.waiting, l.fresh = nil, 0
	}
	before := s.office.Order
	if err := s.readSettings(); err != nil {
		s.log.Error("duty: the channels' settings could not be read", "error", err)
	}
	for _, it := range waiting {
		delete(s.items, it.id)
		if len(it.channels) == 0 && !slices.Equal(before, s.office.Order) {
			it.place, it.tries = 0, 0
		}
		it.bundle = ""
		s.admit(it)
	}
}

// setChannel keeps a channel's settings and begins its counts anew.
func (s *Store) setChannel(name string, on bool, settings channels.Settings, now int64) error {
	_, err := s.write.Exec(`UPDATE duty_channels SET enabled = ?, settings = ?, since = ?, sent = 0, failed = 0, sent_at = 0, problem = '', problem_at = 0
		WHERE name = ?`, on, asJSON(settings), now, name)
	return err
}

// setOrder of the office's channels: all there are, in order.
func (s *Store) setOrder(names []string) error {
	_, err := s.write.Exec(`UPDATE duty_channels SET place = (SELECT key FROM json_each(?1) WHERE value = name)
		WHERE name IN (SELECT value FROM json_each(?1))`, asJSON(names))
	return err
}

func (s *Store) setOfficeAddress(address string) error {
	_, err := s.write.Exec("UPDATE duty_channels SET settings = ? WHERE name = 'office'", asJSON(map[string]string{"address": address}))
	return err
}

// Try sends a channel test to a person at once, past the queue, whether the channel is on or not.
func (s *Sender) Try(ctx context.Context, name, person, id string) (channels.Outcome, error) {
	rows, address, err := s.store.channelRows()
	if err != nil {
		return channels.Outcome{}, err
	}
	at := slices.IndexFunc(rows, func(r channelRow) bool { return r.Name == name })
	if at < 0 {
		return channels.Outcome{}, errors.New("duty: no such channel")
	}
	m := channels.Message{ID: id, Title: testTitle, Kind: "channelTest", Path: "/", Person: s.personOf(person), TTL: ttlOf("channelTest"), First: true, Last: true}
	if address != "" {
		m.URL = strings.TrimRight(address, "/") + m.Path
	}
	if name == "app" {
		if s.here(person, s.clock.Now()-seenLately.Milliseconds()) {
			return channels.Sent(), nil
		}
		return channels.Failed("本人现在没有打开应用"), nil
	}
	c := s.channelOf(rows[at])
	if c == nil {
		return channels.Failed("还没有设好，请先填好并保存"), nil
	}
	ctx, cancel := context.WithTimeout(ctx, mostSend)
	defer cancel()
	return c.Send(ctx, m), nil
}

// testTitle is noticeTitle.channelTest of the domain.
const testTitle = "通道测试，请点开确认"
