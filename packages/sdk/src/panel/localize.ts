/** The language of the panel, and its texts. */
import { de } from "./texts/de.ts"
import { en } from "./texts/en.ts"

/** The texts by language. To add one, add its file. */
export const texts = { en, de }

/** The languages by their own names. */
export const languages = { en: "English", de: "Deutsch" } as const

export type Language = keyof typeof texts
export type Texts = typeof en

const key = "application-credentials-language"

const isLanguage = (name: string | null): name is Language => name !== null && Object.hasOwn(texts, name)

/** The language that was chosen last, or the browser's, or English. */
export const initialLanguage = (): Language => {
  const wanted = [localStorage.getItem(key), ...navigator.languages.map((name) => name.slice(0, 2))]
  return wanted.find(isLanguage) ?? "en"
}

/** Chooses a language for this and later visits. */
export const chooseLanguage = (language: Language): void => {
  localStorage.setItem(key, language)
  document.documentElement.lang = language
  document.title = texts[language].title
}

/** Fills what stands in braces. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole
  )
