import { full } from '../../../tests/support/page'
import { expect, it, vi } from 'vitest'
import { KeptSignIn } from './signin'

it('a sign-in that a full phone could not keep does not keep the next from the disk, nor from being erased', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => {})
	const person = { id: 'p' } as never
	const kept = await KeptSignIn.open()
	kept.save('first', person)
	await kept.kept
	const emptied = full('zhiban-signin')
	kept.save('renewed', person) // nobody waits for it: as the hourly renewal
	await expect(kept.kept).rejects.toThrow()
	emptied()
	expect(said).toHaveBeenCalledTimes(1)
	kept.save('again', person)
	await kept.kept
	expect((await KeptSignIn.open()).token).toBe('again')

	const again = full('zhiban-signin')
	kept.save('more', person)
	kept.clear()
	await kept.kept
	again()
	expect((await KeptSignIn.open()).token).toBe('')
	said.mockRestore()
})
