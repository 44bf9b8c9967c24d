package duty

// group decides the members' commands above what is still being written, and sends them off together.
func (l *Loop) group(members []*request) {
	b := newBatch(l.Head())
	if l.flight != nil {
		b = newBatch(l.flight.batch.head)
		b.below = l.flight.batch
	}
	l.recall(b, members)
	for _, r := range members {
		l.decideRequest(b, r)
	}
	if !l.settle() {
		l.eachAlone(members) // they were decided upon what was never written
		return
	}
	b.below = nil
	f := &flight{b, members, make(chan error, 1)}
	if b.empty() {
		f.answer()
		return
	}
	l.flight = f
	go l.fly(f)
}

// fly writes a group and answers its callers; a failed one is left to land.
func (l *Loop) fly(f *flight) {
	err := l.store.Write(f.batch)
	if err == nil {
		l.written(f.batch)
		f.answer()
	}
	f.landed <- err
}

func (f *flight) answer() {
	for _, r := range f.members {
		close(r.done)
	}
}

// settle waits until nothing is being written any more; false: it failed and was decided again.
func (l *Loop) settle() bool {
	return l.flight == nil || l.land(<-l.flight.landed)
}

// land takes note of how the flight ended.
func (l *Loop) land(err error) bool {
	f := l.flight
	l.flight = nil
	if err == nil {
		l.note(f.batch)
		return true
	}
	l.Replays.Add(1)
	l.log.Error("duty: a group was lost and is decided again, one command at a time", "error", err, "commands", len(f.batch.order))
	l.lost(err)
	l.eachAlone(f.members)
	return false
}

// lost: what is cached may never have been written.
func (l *Loop) lost(err error) {
	problem := err.Error()
	l.broken.Store(&problem)
	l.vm.Forget()
}

// decideRequest answers a request's commands in order, up to one that asks for preparation.
func (l *Loop) decideRequest(b *batch, r *request) {
	r.answers, r.next, r.prepare = make([]Answer, len(r.commands)), 0, ""
	for i := range r.commands {
		answer, prepare := l.decide(b, &r.commands[i], r.answers[:i])
		if prepare != "" {
			r.prepare = prepare
			return
		}
		r.answers[i], r.next = answer, i+1
	}
}

// eachAlone decides again, each command in a transaction of its own: one that cannot be written undoes only itself.
func (l *Loop) eachAlone(members []*request) {
	for _, r := range members {
		l.alone(r)
		close(r.done)
	}
}

func (l *Loop) alone(r *request) {
	r.answers, r.next, r.prepare = make([]Answer, len(r.commands)), 0, ""
	for i := range r.commands {
		c := &r.commands[i]
		b := newBatch(l.Head())
		answer, prepare := l.decide(b, c, r.answers[:i])
		if prepare != "" {
			r.prepare = prepare
			return
		}
		if err := l.commit(b); err != nil {
			answer = l.failure(c, err)
		}
		r.answers[i], r.next = answer, i+1
	}
}

// commit writes a batch here and now.
func (l *Loop) commit(b *batch) error {
	if b.empty() {
		return nil
	}
	if err := l.store.Write(b); err != nil {
		l.lost(err)
		return err
	}
	l.written(b)
	l.note(b)
	return nil
}

// written lets out what may only be seen after the commit.
func (l *Loop) written(b *batch) {
	l.broken.Store(nil)
	l.head.Store(&b.head)
	l.Groups.Add(1)
	l.Fired.Add(int64(len(b.met)))
	l.release(b)
}

// note keeps in mind, on the loop's side, what a written batch changes: failures that are over, the next deadline.
func (l *Loop) note(b *batch) {
	for _, c := range b.order {
		delete(l.failed, c.command.ID)
	}
	if len(b.met) > 0 || len(b.cancelled) > 0 {
		if err := l.lookAhead(); err != nil {
			l.log.Error("duty: the next deadline could not be read", "error", err)
		}
		return
	}
	for _, t := range b.timers {
		if l.nextDue == 0 || t.DueAt < l.nextDue {
			l.nextDue = t.DueAt
		}
	}
}
