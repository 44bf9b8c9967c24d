package channels

import (
	"encoding/json"
	"maps"
	"net/mail"
	"slices"
	"strings"
)

// Settings of a channel, as an administrator typed them.
type Settings map[string]string

func (s Settings) or(name, usual string) string {
	if v := s[name]; v != "" {
		return v
	}
	return usual
}

// Fault stands beside the field it is about.
type Fault struct{ Field, Reason string }

// Kind is an adapter that an office can set up.
type Kind struct {
	Fields  []string            // all there are, in the order of the screen
	Secret  []string            // never given out again
	Choices map[string][]string // what a field may be, the usual first
	Make    func(Settings) (Channel, []Fault)
}

// Kinds are those set up by hand, by name. What needs no settings (app, push) is not among them.
var Kinds = map[string]Kind{
	"wecom":    {Fields: []string{"url", "mention"}, Secret: []string{"url"}, Make: newWecom},
	"dingtalk": {Fields: []string{"url", "secret", "mention"}, Secret: []string{"url", "secret"}, Make: newDingtalk},
	"feishu":   {Fields: []string{"url", "secret"}, Secret: []string{"url", "secret"}, Make: newFeishu},
	"sms": {
		Fields:  []string{"method", "url", "headers", "type", "body", "ok", "busy", "perMinute"},
		Secret:  []string{"headers"},
		Choices: map[string][]string{"method": {"POST", "GET", "PUT"}, "type": {"json", "form", "text"}},
		Make:    newSMS,
	},
	"mail": {
		Fields:  []string{"host", "security", "port", "user", "password", "from"},
		Secret:  []string{"password"},
		Choices: map[string][]string{"security": {"tls", "starttls", "none"}},
		Make:    newMail,
	},
	"webhook": {Fields: []string{"url", "secret"}, Secret: []string{"secret"}, Make: newWebhook},
}

// hidden stands for what is kept to ourselves; sent back it means "as it was".
const hidden = "••••"

// Masked are settings as they may be shown: of a secret the last four characters where it is long enough to spare them.
func (k Kind) Masked(s Settings) Settings {
	shown := maps.Clone(s)
	for _, name := range k.Secret {
		v := s[name]
		switch {
		case v == "":
		case len(v) >= 24 && !strings.ContainsAny(v, "\n"):
			shown[name] = hidden + v[len(v)-4:]
		default:
			shown[name] = hidden
		}
	}
	return shown
}

// Merged is what was sent with what was hidden put back in; only fields there are.
func (k Kind) Merged(sent, before Settings) (Settings, []Fault) {
	merged, faults := Settings{}, []Fault(nil)
	for _, name := range k.Fields {
		v := strings.TrimSpace(sent[name])
		if slices.Contains(k.Secret, name) && strings.HasPrefix(v, hidden) {
			v = before[name]
		}
		if len(v) > 4000 {
			faults = append(faults, Fault{name, "太长"})
			continue
		}
		if choices := k.Choices[name]; choices != nil && v != "" && !slices.Contains(choices, v) {
			faults = append(faults, Fault{name, "请选一项"})
		}
		if v != "" {
			merged[name] = v
		}
	}
	return merged, faults
}

func address(field, value, what string) []Fault {
	if webAddress(value) {
		return nil
	}
	return []Fault{{field, "请写完整的" + what + "，以 https:// 开头"}}
}

func lines(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
}

// digits of a number as a gateway takes it: without blanks and dashes.
func digits(phone string) string { return strings.NewReplacer(" ", "", "-", "").Replace(phone) }

// mobile is a number by which somebody can be mentioned; "" for a landline.
func mobile(phone string) string {
	number := strings.TrimPrefix(digits(phone), "+86")
	if len(number) == 11 && number[0] == '1' {
		return number
	}
	return ""
}

// MailAddress tells whether a text is one address and nothing else.
func MailAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}

func validJSON(text []byte) bool { return json.Valid(text) }
