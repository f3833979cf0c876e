-- Contracts: a program that does not know these columns would write properties that SQL neither sorts nor filters, and of
-- which comparisons know nothing.

-- Reference: the catalogue. Values of properties stand in these columns a second time, in the base unit of their quantity,
-- so that they are sorted and filtered whatever unit was written.

ALTER TABLE model_specifications DROP CONSTRAINT model_specifications_kind_check;
ALTER TABLE model_specifications ADD CONSTRAINT model_specifications_kind_check
    CHECK (kind IN ('number', 'text', 'yesNo', 'range', 'list', 'dimensions'));
ALTER TABLE model_specifications ADD COLUMN category TEXT COLLATE "C";
ALTER TABLE model_specifications ADD COLUMN quantity TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE model_specifications ADD COLUMN base_value DOUBLE PRECISION;
ALTER TABLE model_specifications ADD COLUMN base_high DOUBLE PRECISION;
ALTER TABLE model_specifications ADD COLUMN source TEXT COLLATE "C";
ALTER TABLE model_specifications ADD COLUMN source_on TEXT COLLATE "C";
UPDATE model_specifications
   SET category = (SELECT m.category FROM models m WHERE m.id = model_id);
UPDATE model_specifications
   SET base_value = CAST(value AS DOUBLE PRECISION), base_high = CAST(value AS DOUBLE PRECISION)
 WHERE kind = 'number';
UPDATE model_specifications
   SET quantity = u.quantity, base_value = (base_value + u.shift) * u.numerator / u.denominator,
       base_high = (base_value + u.shift) * u.numerator / u.denominator
  FROM (
    VALUES
    ('MMT', 'length', 1.0, 1000.0, 0.0), ('CMT', 'length', 1.0, 100.0, 0.0), ('DMT', 'length', 1.0, 10.0, 0.0),
    ('MTR', 'length', 1.0, 1.0, 0.0), ('KMT', 'length', 1000.0, 1.0, 0.0), ('4H', 'length', 1.0, 1000000.0, 0.0),
    ('C45', 'length', 1.0, 1000000000.0, 0.0), ('INH', 'length', 254.0, 10000.0, 0.0),
    ('FOT', 'length', 3048.0, 10000.0, 0.0), ('YRD', 'length', 9144.0, 10000.0, 0.0),
    ('SMI', 'length', 1609344.0, 1000.0, 0.0), ('77', 'length', 254.0, 10000000.0, 0.0),
    ('MMK', 'area', 1.0, 1000000.0, 0.0), ('CMK', 'area', 1.0, 10000.0, 0.0), ('MTK', 'area', 1.0, 1.0, 0.0),
    ('INK', 'area', 64516.0, 100000000.0, 0.0), ('FTK', 'area', 9290304.0, 100000000.0, 0.0),
    ('YDK', 'area', 83612736.0, 100000000.0, 0.0), ('MMQ', 'volume', 1.0, 1000000000.0, 0.0),
    ('CMQ', 'volume', 1.0, 1000000.0, 0.0), ('DMQ', 'volume', 1.0, 1000.0, 0.0), ('MTQ', 'volume', 1.0, 1.0, 0.0),
    ('MLT', 'volume', 1.0, 1000000.0, 0.0), ('CLT', 'volume', 1.0, 100000.0, 0.0),
    ('DLT', 'volume', 1.0, 10000.0, 0.0), ('LTR', 'volume', 1.0, 1000.0, 0.0), ('HLT', 'volume', 1.0, 10.0, 0.0),
    ('INQ', 'volume', 16387064.0, 1000000000000.0, 0.0), ('FTQ', 'volume', 28316846592.0, 1000000000000.0, 0.0),
    ('YDQ', 'volume', 764554857984.0, 1000000000000.0, 0.0), ('GLL', 'volume', 3785411784.0, 1000000000000.0, 0.0),
    ('GLI', 'volume', 454609.0, 100000000.0, 0.0), ('QTL', 'volume', 946352946.0, 1000000000000.0, 0.0),
    ('PTL', 'volume', 473176473.0, 1000000000000.0, 0.0), ('G21', 'volume', 2365882365.0, 10000000000000.0, 0.0),
    ('OZA', 'volume', 295735295625.0, 10000000000000000.0, 0.0),
    ('OZI', 'volume', 284130625.0, 10000000000000.0, 0.0), ('MGM', 'mass', 1.0, 1000000.0, 0.0),
    ('GRM', 'mass', 1.0, 1000.0, 0.0), ('KGM', 'mass', 1.0, 1.0, 0.0), ('TNE', 'mass', 1000.0, 1.0, 0.0),
    ('ONZ', 'mass', 28349523125.0, 1000000000000.0, 0.0), ('LBR', 'mass', 45359237.0, 100000000.0, 0.0),
    ('STN', 'mass', 90718474.0, 100000.0, 0.0), ('CEL', 'temperature', 1.0, 1.0, 273.15),
    ('FAH', 'temperature', 5.0, 9.0, 459.67), ('KEL', 'temperature', 1.0, 1.0, 0.0),
    ('C31', 'power', 1.0, 1000.0, 0.0), ('WTT', 'power', 1.0, 1.0, 0.0), ('KWT', 'power', 1000.0, 1.0, 0.0),
    ('MAW', 'power', 1000000.0, 1.0, 0.0), ('K43', 'power', 746.0, 1.0, 0.0),
    ('2I', 'power', 105505585262.0, 360000000000.0, 0.0), ('D46', 'apparentPower', 1.0, 1.0, 0.0),
    ('KVA', 'apparentPower', 1000.0, 1.0, 0.0), ('JOU', 'energy', 1.0, 1.0, 0.0), ('KJO', 'energy', 1000.0, 1.0, 0.0),
    ('3B', 'energy', 1000000.0, 1.0, 0.0), ('WHR', 'energy', 3600.0, 1.0, 0.0),
    ('KWH', 'energy', 3600000.0, 1.0, 0.0), ('MWH', 'energy', 3600000000.0, 1.0, 0.0),
    ('GWH', 'energy', 3600000000000.0, 1.0, 0.0), ('BTU', 'energy', 105505585262.0, 100000000.0, 0.0),
    ('KWH/ANN', 'annualEnergy', 1.0, 1.0, 0.0), ('2Z', 'voltage', 1.0, 1000.0, 0.0),
    ('VLT', 'voltage', 1.0, 1.0, 0.0), ('KVT', 'voltage', 1000.0, 1.0, 0.0), ('4K', 'current', 1.0, 1000.0, 0.0),
    ('AMP', 'current', 1.0, 1.0, 0.0), ('E09', 'charge', 36.0, 10.0, 0.0), ('AMH', 'charge', 3600.0, 1.0, 0.0),
    ('OHM', 'resistance', 1.0, 1.0, 0.0), ('B49', 'resistance', 1000.0, 1.0, 0.0),
    ('B75', 'resistance', 1000000.0, 1.0, 0.0), ('HTZ', 'frequency', 1.0, 1.0, 0.0),
    ('KHZ', 'frequency', 1000.0, 1.0, 0.0), ('MHZ', 'frequency', 1000000.0, 1.0, 0.0),
    ('A86', 'frequency', 1000000000.0, 1.0, 0.0), ('RPM', 'rotation', 1.0, 60.0, 0.0),
    ('PAL', 'pressure', 1.0, 1.0, 0.0), ('A97', 'pressure', 100.0, 1.0, 0.0), ('KPA', 'pressure', 1000.0, 1.0, 0.0),
    ('MPA', 'pressure', 1000000.0, 1.0, 0.0), ('MBR', 'pressure', 100.0, 1.0, 0.0),
    ('BAR', 'pressure', 100000.0, 1.0, 0.0), ('PS', 'pressure', 4448221615260500000000.0, 645160000000000000.0, 0.0),
    ('40', 'flow', 1.0, 1000000.0, 0.0), ('G51', 'flow', 1.0, 1000.0, 0.0), ('L2', 'flow', 1.0, 60000.0, 0.0),
    ('E32', 'flow', 1.0, 3600000.0, 0.0), ('MQS', 'flow', 1.0, 1.0, 0.0), ('MQH', 'flow', 1.0, 3600.0, 0.0),
    ('2K', 'flow', 28316846592.0, 3600000000000000.0, 0.0), ('2L', 'flow', 28316846592.0, 60000000000000.0, 0.0),
    ('G2', 'flow', 3785411784.0, 60000000000000.0, 0.0), ('MTS', 'speed', 1.0, 1.0, 0.0),
    ('KMH', 'speed', 10.0, 36.0, 0.0), ('FS', 'speed', 3048.0, 10000.0, 0.0), ('HM', 'speed', 44704.0, 100000.0, 0.0),
    ('KNT', 'speed', 1852.0, 3600.0, 0.0), ('C47', 'time', 1.0, 1000000000.0, 0.0),
    ('B98', 'time', 1.0, 1000000.0, 0.0), ('C26', 'time', 1.0, 1000.0, 0.0), ('SEC', 'time', 1.0, 1.0, 0.0),
    ('MIN', 'time', 60.0, 1.0, 0.0), ('HUR', 'time', 3600.0, 1.0, 0.0), ('DAY', 'time', 86400.0, 1.0, 0.0),
    ('WEE', 'time', 604800.0, 1.0, 0.0), ('MON', 'time', 2629800.0, 1.0, 0.0), ('ANN', 'time', 31557600.0, 1.0, 0.0),
    ('A99', 'data', 1.0, 8.0, 0.0), ('AD', 'data', 1.0, 1.0, 0.0), ('2P', 'data', 1000.0, 1.0, 0.0),
    ('4L', 'data', 1000000.0, 1.0, 0.0), ('E34', 'data', 1000000000.0, 1.0, 0.0),
    ('E35', 'data', 1000000000000.0, 1.0, 0.0), ('E36', 'data', 1000000000000000.0, 1.0, 0.0),
    ('E64', 'data', 1024.0, 1.0, 0.0), ('E63', 'data', 1048576.0, 1.0, 0.0), ('E62', 'data', 1073741824.0, 1.0, 0.0),
    ('E61', 'data', 1099511627776.0, 1.0, 0.0), ('E60', 'data', 1125899906842624.0, 1.0, 0.0),
    ('B10', 'dataRate', 1.0, 1.0, 0.0), ('C74', 'dataRate', 1000.0, 1.0, 0.0),
    ('E20', 'dataRate', 1000000.0, 1.0, 0.0), ('B80', 'dataRate', 1000000000.0, 1.0, 0.0),
    ('2N', 'sound', 1.0, 1.0, 0.0), ('LUM', 'luminousFlux', 1.0, 1.0, 0.0),
    ('CDL', 'luminousIntensity', 1.0, 1.0, 0.0), ('LUX', 'illuminance', 1.0, 1.0, 0.0),
    ('NEW', 'force', 1.0, 1.0, 0.0), ('B47', 'force', 1000.0, 1.0, 0.0), ('NU', 'torque', 1.0, 1.0, 0.0),
    ('DD', 'angle', 1.0, 1.0, 0.0), ('P1', 'ratio', 1.0, 100.0, 0.0), ('59', 'ratio', 1.0, 1000000.0, 0.0),
    ('C62', 'count', 1.0, 1.0, 0.0), ('H87', 'count', 1.0, 1.0, 0.0), ('EA', 'count', 1.0, 1.0, 0.0)
  ) AS u (code, quantity, numerator, denominator, shift)
 WHERE u.code = unit_code;
CREATE INDEX model_specifications_by_value ON model_specifications (category, name, quantity, base_value, model_id)
 WHERE base_value IS NOT NULL;
CREATE INDEX models_by_category ON models (category, id) WHERE category IS NOT NULL;
CREATE INDEX models_by_line ON models (manufacturer_id, line, number) WHERE line IS NOT NULL;

CREATE TABLE categories (
    id BIGINT PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C",
    parent_id BIGINT REFERENCES categories (id),
    row_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE category_entries (
    category_id BIGINT NOT NULL REFERENCES categories (id),
    name TEXT COLLATE "C" NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('number', 'text', 'yesNo', 'range', 'list', 'dimensions')),
    unit_code TEXT COLLATE "C",
    direction TEXT COLLATE "C" CHECK (direction IN ('more', 'less')),
    group_name TEXT COLLATE "C",
    required BIGINT NOT NULL CHECK (required IN (0, 1)),
    PRIMARY KEY (category_id, name)
);
