package duty

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// write puts down what has ended and leases what goes now, in one transaction, then sends it. What cannot be written is
// kept for the next turn, and nothing is sent that was not leased.
func (s *Sender) write(parcels []*parcel) {
	if len(parcels) == 0 && len(s.ends) == 0 && len(s.tried) == 0 && len(s.forget) == 0 {
		s.handOver()
		return
	}
	leased, err := s.writeBook(parcels)
	if err != nil {
		s.log.Error("duty: what was sent could not be written", "error", err)
		for _, p := range parcels {
			p.lane.busy--
			p.lane.waiting = append(p.lane.waiting, p.items...)
		}
		time.Sleep(beat)
		return
	}
	s.untold = append(s.untold, s.tried...)
	s.ends, s.tried, s.forget = nil, nil, nil
	s.handOver()
	for _, p := range parcels {
		p.items = slices.DeleteFunc(p.items, func(it *item) bool {
			if leased[it.id] {
				it.tries++
				it.bundle = bundleOf(p)
				return false
			}
			delete(s.items, it.id) // withdrawn
			return true
		})
		if len(p.items) == 0 {
			p.lane.busy--
			continue
		}
		go s.send(*p)
	}
}

func bundleOf(p *parcel) string {
	if p.key == p.items[0].id {
		return ""
	}
	return p.key
}

// The JSON is taken apart once (MATERIALIZED) and notices are found by their ids (INDEXED BY): left to itself SQLite has gone
// through all notices and taken the JSON apart anew for each, where PocketBase had it count its tables while there were few.
const (
	sqlLease = `WITH j AS MATERIALIZED (SELECT value ->> 0 AS id, value ->> 1 AS place, value ->> 2 AS bundle FROM json_each(?1))
		UPDATE duty_notices AS n INDEXED BY duty_notices_id
		SET state = 'sending', next_at = ?2, tries = n.tries + 1, place = j.place, bundle = j.bundle
		FROM j WHERE n.id = j.id AND +n.state = 'queued' RETURNING id`
	// A message that was on its way when its notice was withdrawn did arrive.
	sqlEnd = `WITH j AS MATERIALIZED (SELECT value ->> 'id' AS id, value ->> 'state' AS state, value AS v FROM json_each(?1))
		UPDATE duty_notices AS n INDEXED BY duty_notices_id
		SET state = j.state, channel = j.v ->> 'channel', problem = j.v ->> 'problem', next_at = j.v ->> 'nextAt',
			place = j.v ->> 'place', tries = j.v ->> 'tries', done_at = j.v ->> 'doneAt', bundle = j.v ->> 'bundle'
		FROM j WHERE n.id = j.id
			AND (+n.state IN ('queued', 'sending') OR +n.state = 'withdrawn' AND n.tries > 0 AND j.state = 'sent')`
	sqlTried  = `INSERT OR IGNORE INTO duty_tried (id, args) SELECT value ->> 0, value ->> 1 FROM json_each(?1)`
	sqlForget = `DELETE FROM duty_tried WHERE id IN (SELECT value FROM json_each(?1))`
	sqlTally  = `UPDATE duty_channels SET recent = ?2, sent = ?3, failed = ?4, sent_at = ?5, problem = ?6, problem_at = ?7 WHERE name = ?1`
)

func (s *Sender) writeBook(parcels []*parcel) (map[string]bool, error) {
	w := writer{store: s.store}
	touched := map[*lane]bool{}
	var leases [][]any
	for _, p := range parcels {
		touched[p.lane] = true
		for _, it := range p.items {
			leases = append(leases, []any{it.id, it.place, bundleOf(p)})
		}
	}
	if len(s.ends) > 0 {
		w.one(sqlEnd, asJSON(lastOf(s.ends)))
		for _, l := range s.lanes {
			touched[l] = true
		}
	}
	if len(s.tried) > 0 {
		rows := make([][]string, len(s.tried))
		for i, t := range s.tried {
			rows[i] = []string{t.id, t.args}
		}
		w.one(sqlTried, asJSON(rows))
	}
	if len(s.forget) > 0 {
		w.one(sqlForget, asJSON(s.forget))
	}
	now := time.Now()
	for l := range touched {
		if l.channel == nil {
			continue
		}
		l.trim(now)
		t := l.tally
		w.one(sqlTally, l.name, asJSON(l.recent), t.sent, t.failed, t.sentAt, t.problem, t.problemAt)
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.store.patience)
	defer cancel()
	leased := map[string]bool{}
	if len(leases) == 0 {
		return leased, w.commit(ctx)
	}
	return leased, w.commitReturning(ctx, sqlLease, func(id string) { leased[id] = true }, asJSON(leases), s.clock.Now()+lease.Milliseconds())
}

// lastOf the ends of each notice: one that moved on and ended in the same turn is written as it is now.
func lastOf(all []end) []end {
	last := map[string]int{}
	for i, e := range all {
		last[e.ID] = i
	}
	if len(last) == len(all) {
		return all
	}
	var kept []end
	for i, e := range all {
		if last[e.ID] == i {
			kept = append(kept, e)
		}
	}
	return kept
}

func asJSON(v any) string {
	text, _ := json.Marshal(v) // of strings and numbers
	return string(text)
}
