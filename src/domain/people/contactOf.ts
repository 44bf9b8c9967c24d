import type { Id } from '../record'

/** The record of a person's number. */
export const contactOf = (person: Id): Id => `${person}c`
