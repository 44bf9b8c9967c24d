package duty

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// decide answers one command into the batch; prepare says what must be routed before it can be decided.
func (l *Loop) decide(b *batch, c *Command, earlier []Answer) (answer Answer, prepare string) {
	now := c.Now
	if now == 0 {
		now = l.clock.Now()
	}
	args := compact(c.Args)
	known, err := l.known(b, c.ID)
	if err != nil {
		return l.failure(c, err), ""
	}
	if known != nil {
		return l.again(b, c, known, args, now), ""
	}
	if l.poison.Has(c.ID) {
		return l.keepRefusal(b, c, args, now, poisoned(c.ID)), ""
	}
	switch waiting, err := l.builtOnRefused(b, c, earlier); {
	case err != nil:
		return l.failure(c, err), ""
	case waiting == "retry":
		return Answer{ID: c.ID, Retry: true}, ""
	case waiting == "refused":
		return l.keepRefusal(b, c, args, now, refuse(c.ID, "after", "after", "前一步没有被接受，这一步随之停下")), ""
	}
	prepared := c.Prepared
	if prepared == "" && (l.budget == nil || !l.budget.Spare()) {
		prepared = "null"
	}
	l.vm.source = staged{l.store, b}
	l.begin(c.ID)
	d, err := l.vm.decide(c, now, prepared)
	l.busy.Store(0)
	if err != nil {
		l.vm.Forget() // it may have cached what it was about to change
		return l.failure(c, err), ""
	}
	switch d.status {
	case "prepare":
		return Answer{}, d.body
	case "refused":
		return l.keepRefusal(b, c, args, now, Answer{ID: c.ID, Refusals: []byte(d.body)}), ""
	}
	seq := b.keep(c, d, now)
	if c.timer != 0 && len(d.events) == 0 { // it had lost its reason: nothing to remember
		return Answer{ID: c.ID, OK: true, Seq: seq}, ""
	}
	b.store(&stored{command: *c, args: args, receivedAt: now, status: "ok", refusals: "", seq: seq})
	return Answer{ID: c.ID, OK: true, Seq: seq}, ""
}

// recall looks up, at one go, which of a group's commands were answered before.
func (l *Loop) recall(b *batch, members []*request) {
	var ids []string
	for _, r := range members {
		for i := range r.commands {
			ids = append(ids, r.commands[i].ID)
		}
	}
	known, err := l.store.Commands(ids)
	if err != nil {
		l.log.Error("duty: earlier answers could not be read", "error", err)
		return // each is looked up by itself, and fails by itself
	}
	b.recalled = map[string]*stored{}
	for _, id := range ids {
		b.recalled[id] = known[id]
	}
}

// known finds the answer that an id got before, in this group, in the one being written, or long ago; nil: none.
func (l *Loop) known(b *batch, id string) (*stored, error) {
	for layer := b; layer != nil; layer = layer.below {
		if s := layer.commands[id]; s != nil {
			return s, nil
		}
	}
	if s, looked := b.recalled[id]; looked {
		return s, nil
	}
	known, err := l.store.Commands([]string{id})
	return known[id], err
}

func (l *Loop) begin(id string) {
	l.busyID.Store(&id)
	l.busy.Store(time.Now().UnixMilli())
}

// again answers an id that was answered before: the same once more, or a conflict whose text is kept.
func (l *Loop) again(b *batch, c *Command, known *stored, args string, now int64) Answer {
	if c.timer != 0 { // met before, but its row stayed: cannot happen while both go in one transaction
		b.met = append(b.met, c.timer)
		return known.answer()
	}
	if known.command.Actor == c.Actor && known.command.Name == c.Name && sameArgs(known.args, args) {
		return known.answer()
	}
	b.conflicts = append(b.conflicts, stored{command: *c, args: args, receivedAt: now})
	return refuse(c.ID, "conflict", "id", "这个编号已用于另一项内容，两份都已留存，请核对后重新提交")
}

// builtOnRefused looks at the commands that c names in `after`.
func (l *Loop) builtOnRefused(b *batch, c *Command, earlier []Answer) (string, error) {
	for _, id := range c.After {
		for _, a := range earlier {
			if a.ID == id && a.Retry {
				return "retry", nil
			}
		}
		known, err := l.known(b, id)
		if err != nil {
			return "", err
		}
		if known != nil && known.status == "refused" {
			return "refused", nil
		}
	}
	return "", nil
}

// keepRefusal stores a no: trying again takes a new id.
func (l *Loop) keepRefusal(b *batch, c *Command, args string, now int64, answer Answer) Answer {
	if c.timer != 0 {
		b.met = append(b.met, c.timer) // the deadline has lost its reason
		return answer
	}
	b.store(&stored{command: *c, args: args, receivedAt: now, status: "refused", refusals: string(answer.Refusals), seq: b.head.Seq})
	return answer
}

func poisoned(id string) Answer {
	return refuse(id, "poison", "id", "这一条几次处理都失败，已停止重试并记录，请换一种写法重新提交，原文已保留")
}

// failure is our fault: nothing is stored and the same id may come again, until it is clear that it never will succeed.
func (l *Loop) failure(c *Command, err error) Answer {
	if !diskTrouble(err) {
		l.failed[c.ID]++
	}
	l.log.Error("duty: a command failed", "id", c.ID, "name", c.Name, "times", l.failed[c.ID], "error", err)
	if l.failed[c.ID] < l.limits.Tries {
		return Answer{ID: c.ID, Retry: true}
	}
	delete(l.failed, c.ID)
	if c.timer != 0 {
		if e := l.store.Rest(c.timer, fmt.Sprint(err)); e != nil {
			l.log.Error("duty: a timer could not be laid to rest", "id", c.ID, "error", e)
		}
		return Answer{ID: c.ID, Retry: true}
	}
	if e := l.poison.Add(c.ID); e != nil {
		l.log.Error("duty: the poisonous id could not be written down", "id", c.ID, "error", e)
	}
	return Answer{ID: c.ID, Retry: true}
}

// staged lets the domain read what the group has changed so far, above what is committed.
type staged struct {
	*Store
	batch *batch
}

func (s staged) Record(collection, id string) (string, error) {
	if r := s.find(id); r != nil && r.Collection == collection {
		return r.Data, nil
	}
	return s.Store.Record(collection, id)
}

func (s staged) find(id string) *Record {
	for layer := s.batch; layer != nil; layer = layer.below {
		if r := layer.records[id]; r != nil {
			return r
		}
	}
	return nil
}

func (s staged) Subject(ctx context.Context, id string) ([]Record, error) {
	all, err := s.Store.Subject(ctx, id)
	if err != nil {
		return nil, err
	}
	collection, every := strings.CutPrefix(id, everyOf)
	seen := map[string]bool{}
	for i := range all {
		if r := s.find(all[i].ID); r != nil {
			all[i] = *r
		}
		seen[all[i].ID] = true
	}
	for layer := s.batch; layer != nil; layer = layer.below {
		for _, touched := range layer.touched {
			r := s.find(touched)
			belongs := r.Subject == id || every && r.Collection == collection
			if belongs && !seen[touched] {
				all = append(all, *r)
				seen[touched] = true
			}
		}
	}
	return all, nil
}
