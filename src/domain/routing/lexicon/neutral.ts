/**
 * Phrases that hold the word of a field, of a section or of a danger without meaning it: what is inside one is no cue.
 */
export const NEUTRAL = `
	人民政府 市政府 招商银行 交通银行 农业银行 建设银行 工商银行 民生银行 发展银行 开发银行 农商银行 邮储银行 邮政储蓄
	商业银行 招商证券 平安保险 人寿保险 教育路 文化路 体育路 工业路 交通路 民族路 公园路 环保路 学院路 大学路 中学路
	车站路 港口镇 港口街道 港口路 工业大道 商务酒店 商务宾馆 文化广场 商务大厦 人民广场 支部书记 村支书 村干部 镇干部
	社区干部 来电 来电人 打来电话 打电话 打电话来 回电话 接电话 通电话
	无人受伤 没人受伤 没有人受伤 无人员受伤 未造成人员伤亡 无人员伤亡 没有人员伤亡 暂无人员伤亡 无伤亡 暂无伤亡 没有伤亡
	未发生火灾 没有起火 没有明火 未见明火 没着火 没起火 没有危险 无被困 无人被困 没有人被困 学习情况 情况不明
`

/** The same in catalogues: phrases that hold the name of a field and are not its duty. */
export const NEUTRAL_IN_DUTIES = `
	人民政府 市政府 发展和改革开放 改革发展 教育管理 教育培训 主题教育 宣传教育 思想政治教育 理论教育 党员教育 警示教育
	组织协调 统筹协调 商业秘密 公共卫生间 网站建设规划
`
