package duty

import (
	"strings"
	"time"
)

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
	timerLate = time.Minute // how late a deadline may be met, a notice sent
)

// Health is what the watch found.
func (s *Service) Health() Health {
	head := s.loop.Head()
	h := Health{Seq: head.Seq, Hash: head.Hash, Resting: s.audit.found.Load().Resting}
	reasons := s.audit.Reasons()
	h.OK, h.Reason = len(reasons) == 0, strings.Join(reasons, "；")
	return h
}
