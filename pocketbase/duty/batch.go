package duty

import (
	"slices"
	"strings"
)

// Record is a row that apply made, the data being its JSON.
type Record struct {
	Collection, ID, Subject, Audience, Formerly, Data string
	Seq                                               int64
}

// Timer is a deadline to come.
type Timer struct {
	ID, About, Name, Args string
	DueAt                 int64
	no                    int64 // its row; 0 where it is not written yet
}

// Notice is somebody to be told: Title and Body are all that goes out.
type Notice struct {
	ID, Person, Kind, Subject, Title, Body string
	About                                  string // what withdraws it while it is queued; "": nothing
	Channels                               string // names, in order, separated by blanks; "": the office's usual order
	First                                  bool   // before whatever is queued
	DueAt                                  any    // int64 or nil
	CreatedAt                              int64
}

// stored is an answered command as it stands in its table.
type stored struct {
	command    Command
	args       string
	receivedAt int64
	status     string // ok | refused
	refusals   string
	seq        int64
}

func (s *stored) answer() Answer {
	if s.status == "ok" {
		return Answer{ID: s.command.ID, OK: true, Seq: s.seq}
	}
	return Answer{ID: s.command.ID, Refusals: []byte(s.refusals)}
}

// decision is what the domain made of one command. Nothing of it is written before the whole command is decided, so a
// command that is refused or fails has nothing to undo.
type decision struct {
	status    string // ok | refused | prepare
	body      string
	events    []Event
	records   []Record
	timers    []Timer
	cancelled []string
	notices   []Notice
}

// batch collects what a group of commands changes, until it is written in one transaction. Commands later in the group
// see what earlier ones staged.
type batch struct {
	head      Head
	below     *batch             // the group before, while it is being written
	recalled  map[string]*stored // what was answered before, as far as it was looked up; nil values: nothing
	commands  map[string]*stored
	order     []*stored
	conflicts []stored
	events    []Event
	records   map[string]*Record
	touched   []string // ids of records, in order of first writing
	timers    []Timer
	met       []int64 // rows of timers that have come
	cancelled map[string]bool
	notices   []Notice
	audiences map[string]bool
}

func newBatch(head Head) *batch {
	return &batch{
		head: head, commands: map[string]*stored{}, records: map[string]*Record{},
		cancelled: map[string]bool{}, audiences: map[string]bool{},
	}
}

// keep stages a decided command and returns its last seq.
func (b *batch) keep(c *Command, d *decision, now int64) int64 {
	for i := range d.events {
		e := &d.events[i]
		e.Command, e.Ordinal, e.Actor, e.At, e.ReceivedAt = c.ID, int64(i+1), c.Actor, c.At, now
		b.head = e.chain(b.head)
	}
	b.events = append(b.events, d.events...)
	for i := range d.records {
		r := &d.records[i]
		r.Seq = b.head.Seq
		if b.records[r.ID] == nil {
			b.touched = append(b.touched, r.ID)
		}
		b.records[r.ID] = r
		b.concern(r.Audience)
		b.concern(r.Formerly)
	}
	for _, about := range d.cancelled {
		b.cancelled[about] = true
		b.timers = slices.DeleteFunc(b.timers, func(t Timer) bool { return t.About == about })
		b.notices = slices.DeleteFunc(b.notices, func(n Notice) bool { return n.About == about })
	}
	b.timers = append(b.timers, d.timers...)
	for _, n := range d.notices {
		n.CreatedAt = now
		b.notices = append(b.notices, n)
	}
	if c.timer != 0 {
		b.met = append(b.met, c.timer)
	}
	return b.head.Seq
}

func (b *batch) concern(audience string) {
	for a := range strings.FieldsSeq(audience) {
		b.audiences[a] = true
	}
}

func (b *batch) store(s *stored) {
	b.commands[s.command.ID] = s
	b.order = append(b.order, s)
}

func (b *batch) empty() bool {
	return len(b.order) == 0 && len(b.conflicts) == 0 && len(b.met) == 0
}
