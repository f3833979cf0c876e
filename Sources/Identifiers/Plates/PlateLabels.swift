/// The words that stand beside numbers on plates, in the languages of the markets where goods are sold.
///
/// One role a line. A space within a label stands for any separators or none: `s n` reads 'S/N', 'SN' and 'S. N.'.
/// Case and accents do not matter.
enum PlateLabels {
    static let table = """
        model: m n, mn, model, model no, model nr, model num, model number, model name, model code, model id, \
        model type, models, mod, mod no, mod nr, mdl, mdl no, machine type, type, type no, type nr, type number, \
        typ, typ nr, typ no, typnummer, typenbezeichnung, typenummer, typebetegnelse, typbeteckning, modell, \
        modell nr, modell no, modellnr, modellnummer, modellbezeichnung, geratetyp, e nr, enr, modele, modele no, \
        modele n, no de modele, n de modele, numero de modele, reference modele, modelo, modelo no, modelo n, \
        no de modelo, n de modelo, numero de modelo, num de modelo, modello, modello n, modello no, n modello, \
        numero modello, numero di modello, codice modello, modelnummer, modelnr, malli, mallinumero, mallinro, \
        modelu, numer modelu, nr modelu, oznaczenie typu, cislo modelu, tipo, tip, model numarasi, model kodu, \
        modelszam, tipusszam, модель, номер модели, тип, тип модели, модели, μοντελο, 型号, 型號, 产品型号, \
        產品型號, 设备型号, 规格型号, 型式, 型番, 型名, 品番, 機種, 機種名, 機種番号, モデル, モデル名, モデル番号, \
        모델, 모델명, 모델번호, 모델 번호, 형식, الموديل, דגם
        serial: s n, sn, ser, ser no, ser nr, ser num, ser number, serial, serial no, serial nr, serial num, \
        serial number, serial code, serial id, serialno, serialnumber, s no, sno, s nr, unit serial, \
        unit serial number, system serial, system serial number, product serial number, machine serial no, \
        machine no, mfg serial, chassis serial, serien nr, serien no, serien nummer, seriennr, seriennummer, \
        serie nr, serie no, fabr nr, fab nr, fabriknr, fabriknummer, fabrik nr, fabrikationsnummer, fabrikations nr, \
        fertigungsnummer, fertigungs nr, geratenummer, gerate nr, maschinennummer, maschinen nr, werknummer, \
        werk nr, z nr, n de serie, no de serie, num de serie, numero de serie, numero serie, n serie, no serie, \
        nserie, nro de serie, nro serie, numero di serie, num serie, n di serie, matricola, n matricola, \
        no matricola, matricola n, n fabbrica, n de fabrication, no de fabrication, numero de fabrication, \
        n de fabricacion, numero de fabricacion, serienummer, serienr, serie nummer, sarjanumero, sarjanro, \
        valmistusnumero, tillverkningsnummer, tillverknings nr, produksjonsnummer, fabrikasjonsnummer, \
        numer seryjny, nr seryjny, numer fabryczny, nr fabryczny, nr fabr, seryjny, vyrobni cislo, seriove cislo, \
        vyrobne cislo, sorozatszam, gyari szam, seri no, seri numarasi, numar de serie, numar serie, серийный номер, \
        сер номер, серийный, сер, серия номер, с н, заводской номер, заводской, зав номер, зав, серійний номер, \
        заводський номер, сериен номер, σειριακοσ αριθμοσ, αριθμοσ σειρασ, 序列号, 序列號, 序號, 产品序列号, \
        產品序號, 机身编号, 机号, 出厂编号, 出廠編號, 制造编号, 製造編號, 製造番号, 製造番號, 製番, 機番, 機械番号, \
        シリアル, シリアル番号, シリアルナンバー, 製品番号, 시리얼, 시리얼번호, 시리얼 번호, 시리얼넘버, 일련번호, \
        일련 번호, 제조번호, 제조 번호, 기기번호, الرقم التسلسلي, מספר סידורי
        partNumber: p n, pn, part, part no, part nr, part num, part number, partno, partnumber, parts no, pnc, \
        prod no, product no, product nr, product number, product id, prod id, produkt nr, produktnummer, prod nr, \
        teile nr, teilenummer, teilenr, sach nr, sachnummer, material nr, materialnummer, fru, fru p n, fru pn, \
        fru part, cat no, catalog no, catalogue no, cat nr, bestell nr, bestellnummer, spare part no, reference, \
        ref no, n de piece, no de piece, numero de piece, numero de parte, n de parte, codice prodotto, \
        numero parte, onderdeelnummer, osanumero, reservedelsnummer, numer czesci, артикул, номер детали, 部件号, \
        料号, 料號, 件号, 部品番号, 부품번호, 품번
        productCode: sku, ean, ean code, ean 13, ean13, ean 8, upc, upc code, upc a, gtin, gtin 13, gtin 14, \
        jan code, isbn, barcode, bar code, item no, item nr, item number, item code, item, art nr, art no, article, \
        article no, article nr, article number, artikel nr, artikelnr, artikelnummer, artikel, artnr, code article, \
        ref article, codigo de articulo, codigo articulo, codigo de barras, codice articolo, cod art, cod, \
        product code, produktcode, produkt code, tuotekoodi, varenummer, vare nr, asin, штрихкод, код товара, \
        商品编码, 商品コード, 品名コード, 条码, 상품코드, 바코드
        assetTag: asset, asset tag, asset no, asset nr, asset id, asset number, property of, property tag, \
        property no, inventory, inventory no, inventory nr, inventory number, inventory tag, inv no, inv nr, \
        inventar, inventar nr, inventarnummer, anlagennummer, anlagen nr, numero d inventaire, n inventaire, \
        no inventaire, numero de inventario, n inventario, inventario, инв номер, инв, инвентарный номер, 资产编号, \
        資產編號, 固定资产, 資産番号, 管理番号, 자산번호
        lot: lot, lot no, lot nr, lot number, lot code, lotto, lote, batch, batch no, batch nr, batch number, \
        batch code, charge, chargen nr, charge nr, chargennummer, ch b, los nr, losnummer, no de lot, n de lot, \
        numero de lot, n lote, numero de lote, n lotto, partij, erä, eranumero, seria, partia, партия, серия, 批号, \
        批號, 批次, ロット, ロット番号, 로트, 로트번호
        date: dom, d o m, mfg date, mfg dt, mfd, mfd date, mfg, manufactured, manufacture date, manufacturing date, \
        date of manufacture, date of mfg, date of production, production date, prod date, build date, date code, \
        date, dc, fd, year, year of manufacture, year built, baujahr, bj, herstelldatum, herstellungsdatum, \
        herst datum, produktionsdatum, fertigungsdatum, fertigungsjahr, date de fabrication, annee de fabrication, \
        annee, fecha de fabricacion, fecha, ano de fabricacion, data di produzione, data di fabbricazione, \
        anno di costruzione, anno, data de fabrico, data de fabricacao, bouwjaar, productiedatum, valmistuspaiva, \
        valmistusvuosi, tillverkningsdatum, tillverkningsar, produksjonsdato, data produkcji, rok produkcji, \
        дата изготовления, дата производства, дата выпуска, год выпуска, 生产日期, 生產日期, 出厂日期, 製造日期, \
        製造年月, 製造年月日, 製造年, 제조일자, 제조년월, 제조일
        imei: imei, imei 1, imei 2, imei no, imei nr, imei number, imei code, imeisv, imei meid
        vin: vin, vin no, vin nr, vin number, vin code, fin, fahrgestellnummer, fahrgestell nr, \
        fahrzeug identifizierungsnummer, fahrzeugidentifizierungsnummer, chassis no, chassis nr, chassis number, \
        chassis, frame no, frame number, no de chassis, numero de chassis, n de chassis, numero de bastidor, \
        bastidor, numero di telaio, telaio, chassisnummer, rahmennummer, rahmen nr, vehicle identification number, \
        номер шасси, 车架号, 车辆识别代号, 車台番号, 차대번호
        manufacturer: manufacturer, mfr, mfgr, maker, made by, manufactured by, brand, vendor, hersteller, marke, \
        fabricant, marque, fabricante, marca, produttore, costruttore, fabrikant, merk, valmistaja, tillverkare, \
        producent, vyrobce, изготовитель, производитель, марка, 制造商, 製造商, 製造者, 製造元, 生产厂家, 生产企业, \
        品牌, 제조사, 제조자, 제조원
        filler: is, was, ist, lautet, est, es, number, num, no, nr, nummer, numero, reads, says, номер, 是, \
        は
        """
}
