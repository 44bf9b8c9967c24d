package duty

import (
	"sync/atomic"
	"time"
)

// Clock is the server's time in milliseconds. Tests move it (serve --clock-control); nobody else does.
type Clock struct {
	offset  atomic.Int64
	movedAt atomic.Int64 // when it was moved last, by this machine's clock, unix ms
	moved   chan struct{}
}

func NewClock() *Clock { return &Clock{moved: make(chan struct{}, 1)} }

func (c *Clock) Now() int64 { return time.Now().UnixMilli() + c.offset.Load() }

// Advance moves the clock and wakes whoever sleeps towards an instant.
func (c *Clock) Advance(ms int64) {
	c.offset.Add(ms)
	c.movedAt.Store(time.Now().UnixMilli())
	select {
	case c.moved <- struct{}{}:
	default:
	}
}

// MovedWithin tells whether it was moved so short a time ago: what is late by it had no time yet.
func (c *Clock) MovedWithin(d time.Duration) bool {
	return time.Since(time.UnixMilli(c.movedAt.Load())) < d
}

// Moved receives after the clock was moved.
func (c *Clock) Moved() <-chan struct{} { return c.moved }
