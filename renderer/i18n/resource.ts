import type { en } from './en';

type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

/** English is the shape: another language that lacks a key, or has one too many, does not compile. */
export type Resource = Words<typeof en>;
