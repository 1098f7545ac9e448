import { parse } from 'csv-parse/sync';
import { CsvError } from 'csv-parse';
