package duty

import "time"

// Health: OK, or the reason why not. Seq and hash of the log's end serve as an anchor for `verify`.
type Health struct {
	OK     bool   `json:"ok"`
	Reason string `json:"reason,omitempty"`
	// Resting: deadlines that could not be met and wait for somebody to look at the server's log.
	Resting int    `json:"resting,omitempty"`
	Seq     int64  `json:"seq"`
	Hash    string `json:"hash"`
}

const (
	loopLate  = 3 * idle    // the loop comes round at least every idle
	timerLate = time.Minute // how late a deadline may be met
)

// Health looks at the loop from outside: it turns, it can write, deadlines are met in time.
func (s *Service) Health() Health {
	head := s.loop.Head()
	h := Health{Seq: head.Seq, Hash: head.Hash}
	switch due, some, err := s.store.NextDue(); {
	case time.Since(time.UnixMilli(s.loop.turned.Load())) > loopLate:
		h.Reason = "值班循环停转"
	case s.loop.broken.Load() != nil:
		h.Reason = "数据写不进去"
	case err != nil:
		h.Reason = "数据读不出来"
	case some && s.clock.Now()-due > timerLate.Milliseconds():
		h.Reason = "有到时的提醒没有发出"
	default:
		h.OK = true
	}
	h.Resting = s.store.Resting()
	return h
}
