package channels

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// sms goes through whatever gateway the office has: address, headers and body are templates with {phone}, {text} and {id}.
// At most 70 characters, one message, and so no link.
type sms struct {
	method, url, header, body, kind string
	ok, busy                        string // words of the answer: taken; come back later
	perMinute                       int    // to one number; 0: as many as there are
}

const smsCharacters = 70

func newSMS(s Settings) (Channel, []Fault) {
	c := &sms{s.or("method", "POST"), s["url"], s["headers"], s["body"], s.or("type", "json"), s["ok"], s["busy"], 3}
	faults := address("url", strings.NewReplacer("{phone}", "1", "{text}", "1", "{id}", "1").Replace(c.url), "网关的地址")
	whole, field, where := c.url+c.body, "body", "内容"
	if c.method == "GET" {
		whole, field, where = c.url, "url", "GET 只发地址，不发内容：地址"
	}
	if !strings.Contains(whole, "{phone}") || !strings.Contains(whole, "{text}") {
		faults = append(faults, Fault{field, where + "里要有 {phone} 和 {text}，发送时换成号码和短信内容"})
	}
	for _, line := range lines(c.header) {
		if name, _, found := strings.Cut(line, ":"); !found || strings.ContainsAny(strings.TrimSpace(name), " \t") || strings.TrimSpace(name) == "" {
			faults = append(faults, Fault{"headers", "请求头一行一个，写成 名称: 内容"})
			break
		}
	}
	if n := s["perMinute"]; n != "" {
		var err error
		if c.perMinute, err = strconv.Atoi(n); err != nil || c.perMinute < 0 || c.perMinute > 100 {
			faults = append(faults, Fault{"perMinute", "每个号码每分钟的条数是 0 至 100，0 是不限"})
		}
	}
	if c.kind == "json" && c.method != "GET" && len(faults) == 0 && !validJSON(c.fill(c.body, "13800000000", "试", "a")) {
		faults = append(faults, Fault{"body", "填上号码和内容后不是正确的 JSON，请检查引号和逗号"})
	}
	return c, faults
}

func (*sms) Name() string { return "sms" }

func (c *sms) Limits() []Limit {
	if c.perMinute == 0 {
		return nil
	}
	return []Limit{{Most: c.perMinute, First: c.perMinute / 3, Window: time.Minute, PerPerson: true}}
}

// fill writes a template out, quoted as its kind of text needs.
func (c *sms) fill(template, phone, text, id string) []byte {
	quote := func(s string) string {
		switch c.kind {
		case "json":
			q := encoded(s)
			return string(q[1 : len(q)-1])
		case "form":
			return url.QueryEscape(s)
		}
		return s
	}
	return []byte(strings.NewReplacer("{phone}", quote(phone), "{text}", quote(text), "{id}", quote(id)).Replace(template))
}

func (c *sms) Send(ctx context.Context, m Message) Outcome {
	phone := digits(m.Person.Phone)
	if phone == "" {
		return Failed("没有这个人的电话号码")
	}
	text := m.Title
	if m.Body != "" {
		text += "，" + m.Body
	}
	if r := []rune(text); len(r) > smsCharacters {
		text = string(r[:smsCharacters])
	}
	header := http.Header{"User-Agent": {"zhiban"}}
	switch c.kind {
	case "json":
		header.Set("Content-Type", "application/json; charset=utf-8")
	case "form":
		header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	default:
		header.Set("Content-Type", "text/plain; charset=utf-8")
	}
	for _, line := range lines(c.header) {
		name, value, _ := strings.Cut(line, ":")
		header.Set(textproto.TrimString(name), textproto.TrimString(value))
	}
	to := strings.NewReplacer("{phone}", url.QueryEscape(phone), "{text}", url.QueryEscape(text), "{id}", url.QueryEscape(m.ID)).Replace(c.url)
	var body []byte
	if c.method != "GET" {
		body = c.fill(c.body, phone, text, m.ID)
	}
	a, no, ok := ask(ctx, c.method, to, header, body)
	switch {
	case !ok:
		no.ForAll = false // gateways count by number
		return no
	case c.busy != "" && bytes.Contains(a.body, []byte(c.busy)):
		return Retry(a.wait(time.Minute), "短信网关说发得太快："+a.line())
	case a.status < 200 || a.status > 299:
		return Failed(fmt.Sprintf("短信网关不接受（%d）：%s", a.status, a.line()))
	case c.ok != "" && !bytes.Contains(a.body, []byte(c.ok)):
		return Failed("短信网关不接受：" + a.line())
	}
	return Sent()
}
