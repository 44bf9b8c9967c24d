import type { Channel } from '$domain/notice'

export interface ChannelField {
	name: string
	label: string
	hint?: string
	/** Lines of its box; 1 where absent. */
	rows?: number
	/** One of these; the first is meant where nothing was chosen. */
	choices?: readonly { value: string; word: string }[]
	secret?: boolean
	inputmode?: 'numeric' | 'url' | 'email'
}

const mention: ChannelField = {
	name: 'mention',
	label: '在群里提到本人（用手机号，会交给对方平台）',
	choices: [
		{ value: '', word: '不提到' },
		{ value: 'true', word: '提到' }
	]
}
const robot = (hint: string): ChannelField => ({
	name: 'url',
	label: '机器人的地址',
	hint,
	secret: true,
	inputmode: 'url'
})
const sign = (hint: string): ChannelField => ({ name: 'secret', label: '加签密钥', hint, secret: true })

/** What a channel asks for, in the order of the form. What is not here needs nothing. */
export const channelFields: Partial<Record<Channel, readonly ChannelField[]>> = {
	wecom: [robot('群设置 → 群机器人 → 添加，复制 Webhook 地址'), mention],
	dingtalk: [
		robot('群设置 → 机器人 → 自定义，复制 Webhook 地址'),
		sign('安全设置选“加签”时给出，以 SEC 开头；用关键词的可不写，关键词请设“条”'),
		mention
	],
	feishu: [
		robot('群设置 → 群机器人 → 自定义机器人，复制 Webhook 地址'),
		sign('打开“签名校验”时给出，没打开可不写')
	],
	sms: [
		{
			name: 'method',
			label: '请求方式',
			choices: [
				{ value: 'POST', word: 'POST' },
				{ value: 'GET', word: 'GET' },
				{ value: 'PUT', word: 'PUT' }
			]
		},
		{ name: 'url', label: '网关的地址', hint: '{phone} 换成号码，{text} 换成短信内容', inputmode: 'url' },
		{
			name: 'headers',
			label: '请求头',
			hint: '一行一个，如 Authorization: Bearer …；可以不写',
			rows: 2,
			secret: true
		},
		{
			name: 'type',
			label: '内容的格式',
			choices: [
				{ value: 'json', word: 'JSON' },
				{ value: 'form', word: '表单' },
				{ value: 'text', word: '纯文本' }
			]
		},
		{ name: 'body', label: '内容', hint: '如 {"mobile":"{phone}","content":"{text}","id":"{id}"}', rows: 3 },
		{ name: 'ok', label: '答复里有什么字才算成功', hint: '如 "code":0；不写就只看状态码' },
		{ name: 'busy', label: '答复里有什么字是说发得太快', hint: '可以不写' },
		{
			name: 'perMinute',
			label: '一个号码每分钟最多几条',
			hint: '不写是 3 条，0 是不限',
			inputmode: 'numeric'
		}
	],
	mail: [
		{ name: 'host', label: '邮件服务器', hint: '如 smtp.example.cn' },
		{
			name: 'security',
			label: '加密',
			choices: [
				{ value: 'tls', word: 'TLS' },
				{ value: 'starttls', word: 'STARTTLS' },
				{ value: 'none', word: '不加密' }
			]
		},
		{ name: 'port', label: '端口', hint: '不写按加密方式：465、587、25', inputmode: 'numeric' },
		{ name: 'user', label: '用户名', hint: '内网服务器可以不写' },
		{ name: 'password', label: '密码或授权码', secret: true },
		{ name: 'from', label: '发件人', hint: '如 zhiban@example.cn', inputmode: 'email' }
	],
	webhook: [
		{
			name: 'url',
			label: '接口的地址',
			hint: '收到的每一条都带签名和防重复的编号，格式见手册',
			inputmode: 'url'
		},
		{ name: 'secret', label: '签名密钥', hint: '至少 16 个字符，双方一样', secret: true }
	]
}

/** What a channel is good for, in a line. */
export const channelUse: Record<Channel, string> = {
	app: '应用打开着就有提醒，不用设置，也不能关',
	push: '手机锁着也能弹出，要本人在手机上打开通知',
	wecom: '发到一个群，每分钟最多 20 条',
	dingtalk: '发到一个群，每分钟最多 20 条',
	feishu: '发到一个群，每分钟最多 100 条',
	sms: '经本单位的短信网关发到登记的号码',
	mail: '发到人员里登记的邮箱',
	webhook: '交给本单位自己的程序去通知'
}
