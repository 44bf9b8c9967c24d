package channels

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"
)

// smtpMail sends by the office's mail server. The Message-ID is made of the idempotency key, so that a mailbox can tell the
// same message twice.
type smtpMail struct {
	host, security, user, password, from string
	port                                 int
	trust                                *tls.Config // of tests; nil: the machine's own
}

var usualPorts = map[string]int{"tls": 465, "starttls": 587, "none": 25}

func newMail(s Settings) (Channel, []Fault) {
	c := &smtpMail{host: s["host"], security: s.or("security", "tls"), user: s["user"], password: s["password"], from: s["from"]}
	c.port = usualPorts[c.security]
	var faults []Fault
	if c.host == "" || strings.ContainsAny(c.host, "/:@ ") {
		faults = append(faults, Fault{"host", "请写邮件服务器的名称，如 smtp.example.cn，不带端口"})
	}
	if text := s["port"]; text != "" {
		var err error
		if c.port, err = strconv.Atoi(text); err != nil || c.port < 1 || c.port > 65535 {
			faults = append(faults, Fault{"port", "端口是 1 至 65535"})
		}
	}
	if _, err := netmail.ParseAddress(c.from); err != nil {
		faults = append(faults, Fault{"from", "请写发件人的邮箱地址"})
	}
	if c.user != "" && c.password == "" {
		faults = append(faults, Fault{"password", "有用户名就要有密码（有的邮箱叫授权码）"})
	}
	if c.security == "none" && c.user != "" {
		faults = append(faults, Fault{"security", "不加密的连接不能带密码，请选加密，或不写用户名"})
	}
	return c, faults
}

func (*smtpMail) Name() string { return "mail" }

func (c *smtpMail) message(m Message) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(msg.From(c.from), msg.To(m.Person.Mail)); err != nil {
		return nil, err
	}
	subject := m.Title
	if m.Body != "" {
		subject += " · " + m.Body
	}
	msg.Subject(subject)
	msg.SetDate()
	_, domain, _ := strings.Cut(c.from, "@")
	msg.SetMessageIDWithValue(m.ID + "@" + strings.Trim(domain, "> "))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Text()+"\n")
	return msg, nil
}

func (c *smtpMail) Send(ctx context.Context, m Message) Outcome {
	if m.Person.Mail == "" {
		return Failed("没有这个人的邮箱地址")
	}
	msg, err := c.message(m)
	if err != nil {
		return Failed("邮箱地址不对")
	}
	options := []mail.Option{mail.WithPort(c.port), mail.WithTimeout(8 * time.Second)}
	switch c.security {
	case "tls":
		options = append(options, mail.WithSSL())
	case "starttls":
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if c.trust != nil {
		options = append(options, mail.WithTLSConfig(c.trust))
	}
	if c.user != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(c.user), mail.WithPassword(c.password))
	}
	client, err := mail.NewClient(c.host, options...)
	if err != nil {
		return Failed("邮件服务器的设置不对")
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, msg)
	if err == nil || msg.IsDelivered() { // taken; only the goodbye went wrong
		return Sent()
	}
	return mailSaid(err)
}

// mailSaid: 4xx is "not now", 5xx is no; without an answer it is tried again.
func mailSaid(err error) Outcome {
	code := 0
	var sent *mail.SendError
	var said *textproto.Error
	switch {
	case errors.As(err, &sent) && sent.ErrorCode() != 0:
		code = sent.ErrorCode()
	case errors.As(err, &said):
		code = said.Code
	}
	switch {
	case code == 530 || code == 534 || code == 535 || code == 538:
		return Failed(fmt.Sprintf("邮件服务器不认用户名和密码（%d）", code))
	case code == 550 || code == 551 || code == 553:
		return Failed(fmt.Sprintf("收件地址不存在，或服务器不让发（%d）", code))
	case code >= 500:
		return Failed(fmt.Sprintf("邮件服务器不接受（%d）", code))
	case code >= 400:
		return Retry(30*time.Second, fmt.Sprintf("邮件服务器说稍后再发（%d）", code))
	}
	return Unanswered(unreachable(err))
}
