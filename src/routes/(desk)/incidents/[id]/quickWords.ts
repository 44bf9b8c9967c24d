/** What is mostly written for a step, to be put in by a tap; `target` is the section chosen in the same sheet. */
export function quickWords(step: string, target: string | null): string[] {
	switch (step) {
		case 'assignment.return':
			return ['不属本科室职责', '应由其他科室办理', '重复交办', '情况不清，请核实后再交']
		case 'assignment.transfer':
			return target === null
				? ['不属本科室职责', '需要其他科室牵头']
				: ['不属本科室职责', `应由${target}办理`, `需要${target}牵头`]
		case 'incident.close':
			return ['已处置完毕，无人员伤亡', '已恢复正常', '经核实为误报', '已移交主管部门处理']
		case 'incident.reopen':
			return ['情况有变化', '处置不到位', '再次来电反映', '办错了']
		case 'incident.note':
			return ['已到现场', '已电话联系', '正在处置，暂无伤亡', '情况仍在核实']
		default:
			return []
	}
}

/** What cannot be taken back, said before it is done: the log only grows. */
export const permanence: Record<string, string> = {
	'assignment.return': '存下后不能撤回：值班室收回这件事，您科不再看到内容。',
	'assignment.transfer': '存下后不能撤回；原科室不再看到内容，接手的科室重新签收。',
	'incident.amend': '原来的写法仍留在经过里。',
	'incident.close': '存下后不能改；有变化时由值班室重新打开。',
	'incident.note': '存下后不能改；写错了再补一条说明。'
}
