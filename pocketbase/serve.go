package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"zhiban/duty"
)

type serveFlags struct {
	http, cert, key    string
	https              []string
	demo, clockControl bool
}

func serveCommand(app *pocketbase.PocketBase, bundles duty.Bundles, demo string, log *slog.Logger, failed *error) *cobra.Command {
	var f serveFlags
	command := &cobra.Command{
		Use:           "serve",
		Short:         "启动值班服务",
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(*cobra.Command, []string) error {
			*failed = serve(app, bundles, demo, f, log)
			return *failed
		},
	}
	flags := command.Flags()
	flags.StringVar(&f.http, "http", "127.0.0.1:8090", "监听地址")
	flags.StringSliceVar(&f.https, "https", nil, "域名：自动申请证书，监听 80 和 443")
	flags.StringVar(&f.cert, "cert", "", "自有证书（PEM），与 --key 同用，在 --http 的地址上提供 https")
	flags.StringVar(&f.key, "key", "", "自有证书的私钥（PEM）")
	flags.BoolVar(&f.demo, "demo", false, "演示单位，只监听本机")
	flags.BoolVar(&f.clockControl, "clock-control", false, "测试用：允许拨动服务的时钟，只监听本机")
	return command
}

func (f *serveFlags) check() error {
	if (f.demo || f.clockControl) && (len(f.https) > 0 || !loopback(f.http)) {
		return errors.New("--demo 和 --clock-control 只能监听本机地址，如 127.0.0.1:8090")
	}
	if (f.cert == "") != (f.key == "") {
		return errors.New("--cert 和 --key 要一起给出")
	}
	if f.cert != "" && len(f.https) > 0 {
		return errors.New("--https 和 --cert 只能用一种")
	}
	return nil
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func serve(app *pocketbase.PocketBase, bundles duty.Bundles, demo string, f serveFlags, log *slog.Logger) error {
	if err := f.check(); err != nil {
		return err
	}
	endWithParent()
	config := apis.ServeConfig{HttpAddr: f.http}
	var own *tls.Certificate
	switch {
	case len(f.https) > 0:
		config.HttpAddr, config.HttpsAddr, config.CertificateDomains = ":80", ":443", f.https
	case f.cert != "":
		pair, err := tls.LoadX509KeyPair(f.cert, f.key)
		if err != nil {
			return fmt.Errorf("证书读不出来: %w", err)
		}
		own, config.HttpAddr, config.HttpsAddr = &pair, "", f.http
	}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.InstallerFunc = nil // accounts are made by `superuser`, not by whoever opens a browser first
		if own != nil {
			e.Server.TLSConfig.GetCertificate = func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return own, nil }
		}
		service, err := duty.Start(e.App, bundles, duty.Limits{}, log)
		if err != nil {
			return err
		}
		e.App.OnTerminate().BindFunc(func(t *core.TerminateEvent) error {
			service.Stop() // after PocketBase has let the requests in flight finish
			return t.Next()
		})
		service.ClockControl = f.clockControl
		if f.demo {
			if err := service.Demo(demo); err != nil {
				return err
			}
		}
		setupKey, err := service.OpenSetup()
		if err != nil {
			return err
		}
		service.Register(e)
		refuseSQL(e)
		e.Router.GET("/{path...}", web())
		if err := e.Next(); err != nil {
			return err
		}
		fmt.Println(banner(config, f, setupKey))
		return nil
	})
	err := apis.Serve(app, config)
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// refuseSQL closes PocketBase's SQL console: through it a superuser could rewrite the log.
func refuseSQL(e *core.ServeEvent) {
	e.Router.BindFunc(func(r *core.RequestEvent) error {
		if strings.HasPrefix(r.Request.URL.Path, "/api/sql") {
			return r.ForbiddenError("值班数据只能通过命令更改", nil)
		}
		return r.Next()
	})
}

// banner says where the app is, and how to begin where there is no administrator yet.
func banner(config apis.ServeConfig, f serveFlags, setupKey string) string {
	address := "http://" + config.HttpAddr
	if config.HttpsAddr != "" {
		address = "https://" + config.HttpsAddr
		if len(config.CertificateDomains) > 0 {
			address = "https://" + config.CertificateDomains[0]
		}
	}
	if setupKey != "" {
		return fmt.Sprintf(`值班 已启动  %s

  还没有管理员。请打开下面的链接设置单位（只能用一次，重新启动后换新）：
  %s/setup#%s`, address, address, setupKey)
	}
	if !f.demo {
		return "值班 已启动  " + address
	}
	return fmt.Sprintf(`值班 已启动  %s

  演示单位：某区人民政府办公室（目录取自公开文件，人员都是岗位名）
  登录名    值班员 zhiban1 zhiban2 · 带班领导 daiban · 管理员 admin · 各科室负责人 ke01 ke02 …
  密码      %s`, address, duty.DemoPassword)
}
