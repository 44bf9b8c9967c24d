package duty

import (
	"encoding/json"
	"regexp"
)

// What one command may hold, and a request in all. JSON.parse is native code that no interrupt reaches, so what would keep
// the loop too long must not come to it. The most that the domain takes is a roster of 2,000 turns: 20,000 values, 0.7 MB;
// the largest catalogue known is 31 KB.
const (
	mostArgs    = 1 << 20
	mostValues  = 50_000
	mostRequest = 4 << 20
)

var commandID = regexp.MustCompile(`^[a-z0-9]{15}$`)

// envelope reads one command; what is not one is refused without being stored, for there is no id to store it under.
func envelope(body json.RawMessage) (Command, *Answer) {
	var c struct {
		ID      string          `json:"id"`
		Name    string          `json:"name"`
		Args    json.RawMessage `json:"args"`
		At      *int64          `json:"at"`
		Device  string          `json:"device"`
		After   []string        `json:"after"`
		RetryOf string          `json:"retryOf"`
	}
	err := json.Unmarshal(body, &c)
	no := func(field, reason string) (Command, *Answer) {
		a := refuse(c.ID, "shape", field, reason)
		return Command{}, &a
	}
	switch {
	case !commandID.MatchString(c.ID):
		return no("id", "编号应是 15 位小写字母和数字")
	case err != nil:
		return no("", "命令的格式不对")
	case c.Name == "" || len(c.Name) > 64:
		return no("name", "缺少操作名称")
	case len(c.Args) == 0 || c.Args[0] != '{':
		return no("args", "缺少内容")
	case len(c.Args) > mostArgs || values(c.Args) > mostValues:
		a := refuse(c.ID, "tooLong", "args", "内容太多，服务器一次收不下，请分成几次提交，原文已保留")
		return Command{}, &a
	case c.At == nil || *c.At < 0 || *c.At > 1<<53:
		return no("at", "缺少时间")
	case len(c.Device) > 64 || len(c.RetryOf) > 15 || len(c.After) > 50:
		return no("device", "命令的格式不对")
	}
	return Command{ID: c.ID, Name: c.Name, Args: c.Args, At: *c.At, Device: c.Device, After: c.After, RetryOf: c.RetryOf}, nil
}

// values counts, a little high, what a JSON text has to be taken apart into.
func values(text []byte) (n int) {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\':
			i++
		case !quoted && (c == ',' || c == '[' || c == '{'):
			n++
		}
	}
	return n
}
