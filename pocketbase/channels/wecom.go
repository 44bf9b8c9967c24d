package channels

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// wecom is a 企业微信 group robot: the key is in its address. 20 messages a minute, text up to 2,048 bytes.
type wecom struct {
	url     string
	mention bool
}

func newWecom(s Settings) (Channel, []Fault) {
	c := &wecom{s["url"], s["mention"] == "true"}
	return c, address("url", c.url, "机器人的地址")
}

func (*wecom) Name() string { return "wecom" }

// Limits keep five of the twenty for first words.
func (*wecom) Limits() []Limit { return []Limit{{Most: 20, First: 5, Window: time.Minute}} }

const wecomBytes = 2048

func (c *wecom) Send(ctx context.Context, m Message) Outcome {
	text := map[string]any{"content": cut(m.Text(), wecomBytes)}
	if number := mobile(m.Person.Phone); c.mention && number != "" {
		text["mentioned_mobile_list"] = []string{number}
	}
	a, no, ok := ask(ctx, http.MethodPost, c.url, jsonHeader(), encoded(map[string]any{"msgtype": "text", "text": text}))
	if !ok {
		return no
	}
	return robotSaid(a, "errcode", "errmsg", wecomCodes)
}

// wecomCodes: https://developer.work.weixin.qq.com/document/path/90313
var wecomCodes = map[int]Outcome{
	-1:    Retry(0, "企业微信系统繁忙（-1）"),
	45009: RetryAll(time.Minute, "超过企业微信的发送频率（45009）"),
	45033: RetryAll(10*time.Second, "企业微信同时发送太多（45033）"),
	40058: Failed("企业微信说内容不合要求（40058）"),
	93000: Failed("机器人的地址不对，或机器人已被移出群（93000）"),
	93008: Failed("机器人不在群里（93008）"),
}

// robotSaid reads the answer of a group robot: {code: 0} is yes; codes that are not listed are no.
func robotSaid(a answered, code, words string, known map[int]Outcome) Outcome {
	var said map[string]any
	if !a.json(&said) {
		if a.status != http.StatusOK {
			return Failed(fmt.Sprintf("对方不接受（%d）", a.status))
		}
		return Retry(0, "对方的答复看不懂")
	}
	n, has := said[code].(float64)
	switch {
	case !has && a.status == http.StatusOK:
		return Retry(0, "对方的答复看不懂")
	case !has:
		return Failed(fmt.Sprintf("对方不接受（%d）", a.status))
	case n == 0 && a.status == http.StatusOK:
		return Sent()
	}
	if o, listed := known[int(n)]; listed {
		return o
	}
	why, _ := said[words].(string)
	if r := []rune(why); len(r) > 80 {
		why = string(r[:80])
	}
	return Failed(fmt.Sprintf("对方不接受：%s（%d）", why, int(n)))
}
