import HTTPTypes
import Nameplate
import Registry
import Testing

@testable import Server

/// Who may call what. Whom a row names goes through to the registry; everybody else is refused.
struct PermissionMatrixTests {
    private static let matrix = """
        GET    /api/v1/status : everybody
        POST   /api/v1/audit : auditor administrator
        GET    /api/v1/lookup : everybody
        POST   /api/v1/lookup : everybody
        POST   /api/v1/lookup/list : everybody
        POST   /api/v1/verify : everybody
        POST   /api/v1/verify/list : everybody
        POST   /api/v1/verify/signature : everybody
        GET    /api/v1/manufacturers/{manufacturer}/signing-keys : everybody
        GET    /api/v1/manufacturers/{manufacturer}/copies : quality recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/copies : quality recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/copies/clearance : quality recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/verification-rules : quality recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/verification-rules : quality recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/verification-rules : quality recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/verification-rules : quality recall administrator
        POST   /api/v1/read : everybody
        GET    /api/v1/manufacturers : everybody
        POST   /api/v1/manufacturers : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer} : everybody
        PUT    /api/v1/manufacturers/{manufacturer} : catalogue administrator
        GET    /api/v1/models : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model} : everybody
        PUT    /api/v1/manufacturers/{manufacturer}/models/{model} : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/numbers : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/numbers/removed : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/renumber : catalogue administrator
        GET    /api/v1/model-number : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/formats : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/formats : catalogue administrator
        POST   /api/v1/formats/check : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/formats/adopt : production administrator
        POST   /api/v1/formats/learn : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/batches : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/batches : production administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch} : production warranty quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/expiry : production administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/serials : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/codes : production administrator
        GET    /api/v1/manufacturers/{manufacturer}/keys : administrator
        POST   /api/v1/manufacturers/{manufacturer}/keys : administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units : production warehouse service warranty quality recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial} : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/plate-echo : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/plate.svg : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/label : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/labels : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/labels : production warranty quality recall auditor administrator
        GET    /api/v1/label-layouts : everybody
        GET    /api/v1/label-layouts/{layout} : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components : production warehouse service warranty quality recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components/remove : production warehouse service warranty quality recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/components/replace : production warehouse service warranty quality recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/where : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/batches/{batch}/uses : production warranty quality recall auditor administrator
        POST   /api/v1/events : production warehouse service warranty quality recall administrator
        GET    /api/v1/events/{id} : production warehouse service warranty quality recall auditor administrator
        POST   /api/v1/imports/{kind} : catalogue production administrator
        GET    /api/v1/imports : catalogue production administrator
        POST   /api/v1/imports/undo/{id} : catalogue production administrator
        GET    /api/v1/import-mappings : catalogue production administrator
        GET    /api/v1/import-mappings/{name} : catalogue production administrator
        PUT    /api/v1/import-mappings/{name} : catalogue production administrator
        DELETE /api/v1/import-mappings/{name} : catalogue production administrator
        GET    /api/v1/exports/{kind} : production warranty quality recall auditor administrator
        POST   /api/v1/exports/{kind} : warranty recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/unknown-plates : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/unknown-plates/clusters : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/unknown-plates/clusters : production warranty quality administrator
        GET    /api/v1/unknown-plates : auditor administrator
        GET    /api/v1/unknown-plates/clusters : auditor administrator
        POST   /api/v1/unknown-plates/clusters : auditor administrator
        GET    /api/v1/reference-tables : everybody
        GET    /api/v1/reference-tables/{kind} : everybody
        PUT    /api/v1/reference-tables/{kind} : administrator
        DELETE /api/v1/reference-tables/{kind} : administrator
        POST   /api/v1/backup : administrator
        POST   /api/v1/populations/check : everybody
        GET    /api/v1/manufacturers/{manufacturer}/populations/count : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/populations/count : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/populations/units : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/populations/units : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/populations/holds : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/populations/holds : production warranty quality recall auditor administrator
        GET    /api/v1/parse : everybody
        POST   /api/v1/parse : everybody
        GET    /api/openapi.json : everybody
        GET    /api/v1/me : everybody
        GET    /api/v1/accounts : administrator
        POST   /api/v1/accounts : administrator
        GET    /api/v1/accounts/{account} : administrator
        POST   /api/v1/accounts/{account}/grants : administrator
        POST   /api/v1/accounts/{account}/grants/taken : administrator
        POST   /api/v1/accounts/{account}/disable : administrator
        POST   /api/v1/accounts/{account}/enable : administrator
        POST   /api/v1/accounts/{account}/sessions/end : administrator
        POST   /api/v1/accounts/{account}/second-factor/reset : administrator
        POST   /api/v1/accounts/{account}/parties : administrator
        POST   /api/v1/accounts/{account}/invitation : administrator
        POST   /api/v1/invitations/accept : everybody
        GET    /api/v1/tokens : everybody
        POST   /api/v1/tokens : administrator
        DELETE /api/v1/tokens/{token} : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/owner : warranty recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/persons/export : warranty recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/persons/erase : administrator
        POST   /api/v1/manufacturers/{manufacturer}/audience : warranty recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/audience/count : warranty recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/audit-trail : auditor administrator
        GET    /api/v1/audit-trail : auditor administrator
        GET    /api/v1/retention : administrator
        PUT    /api/v1/retention/{rule} : administrator
        POST   /api/v1/retention/run : administrator
        GET    /api/v1/categories : everybody
        POST   /api/v1/categories : catalogue administrator
        GET    /api/v1/categories/{category} : everybody
        PUT    /api/v1/categories/{category} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/gaps : catalogue production warehouse service warranty quality recall auditor administrator
        GET    /api/v1/compare : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/similar : everybody
        GET    /api/v1/manufacturers/{manufacturer}/lines/{line} : everybody
        GET    /api/v1/manufacturers/{manufacturer}/nomenclatures : everybody
        GET    /api/v1/manufacturers/{manufacturer}/nomenclatures/{nomenclature} : everybody
        PUT    /api/v1/manufacturers/{manufacturer}/nomenclatures/{nomenclature} : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/nomenclatures/{nomenclature} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/label-layouts : catalogue production warehouse service warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/label-layouts/{layout} : catalogue production warehouse service warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/label-layouts/{layout}/picture : catalogue production warehouse service warranty quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/label-layouts/{layout} : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/label-layouts/{layout} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/model-number : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/parts : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/parts : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/parts/{part} : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/used-in : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/parts : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/parts/{entry} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/versions : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/versions : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/versions/{entry} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/packaging : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/packaging : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/packaging/{entry} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/approvals : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/approvals : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/approvals/{entry} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/prices : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/prices : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/prices/{entry} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/marketing : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/marketing : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/marketing/{entry} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/version : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/superseded/removed : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/superseded : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/documents : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/documents : everybody
        GET    /api/v1/manufacturers/{manufacturer}/documents/{document} : everybody
        GET    /api/v1/manufacturers/{manufacturer}/documents/{document}/file : everybody
        POST   /api/v1/documents/check : auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/documents : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/documents/links : catalogue administrator
        PUT    /api/v1/manufacturers/{manufacturer}/documents/{document} : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/documents/{document}/withdrawal : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/documents/{document} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/warranty : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/warranty/extensions : warranty administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/warranty/extensions/{reference} : warranty administrator
        POST   /api/v1/warranty/list : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/warranty/expiring : production warehouse service warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/warranty-terms : everybody
        POST   /api/v1/manufacturers/{manufacturer}/warranty-terms : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/warranty-terms/{term} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/maintenance : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/maintenance/jobs : production warehouse service warranty quality recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/readings : production warehouse service warranty quality recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/maintenance/due : production warehouse service warranty quality recall auditor administrator
        GET    /api/v1/me/maintenance/due : owner token
        POST   /api/v1/manufacturers/{manufacturer}/persons/maintenance : warranty recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/maintenance/reminders : administrator
        GET    /api/v1/manufacturers/{manufacturer}/maintenance-plans : everybody
        POST   /api/v1/manufacturers/{manufacturer}/maintenance-plans : catalogue administrator
        DELETE /api/v1/manufacturers/{manufacturer}/maintenance-plans/{plan} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/calendars : everybody
        POST   /api/v1/manufacturers/{manufacturer}/calendars : owner token
        DELETE /api/v1/manufacturers/{manufacturer}/calendars/{calendar} : everybody
        GET    /calendars/{secret} : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/dossier : everybody
        GET    /api/v1/manufacturers/{manufacturer}/notices : warranty recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/notices/{delivery} : warranty recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/notices/{delivery}/replay : administrator
        POST   /api/v1/manufacturers/{manufacturer}/notices/{delivery}/stop : administrator
        POST   /api/v1/notices/deliver : administrator
        POST   /api/v1/notices/bounce : administrator
        POST   /api/v1/unsubscribe/{code} : everybody
        GET    /api/v1/unsubscribe/{code} : everybody
        POST   /api/v1/manufacturers/{manufacturer}/messages : administrator
        POST   /api/v1/manufacturers/{manufacturer}/letters : administrator
        GET    /api/v1/manufacturers/{manufacturer}/notice-templates : warranty recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/notice-templates/{topic}/{language}/preview : warranty recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/notice-templates/{topic}/{language} : administrator
        DELETE /api/v1/manufacturers/{manufacturer}/notice-templates/{topic}/{language} : administrator
        GET    /api/v1/manufacturers/{manufacturer}/webhooks : administrator
        POST   /api/v1/manufacturers/{manufacturer}/webhooks : administrator
        PUT    /api/v1/manufacturers/{manufacturer}/webhooks/{webhook} : administrator
        DELETE /api/v1/manufacturers/{manufacturer}/webhooks/{webhook} : administrator
        GET    /api/v1/manufacturers/{manufacturer}/webhooks/{webhook}/secret : administrator
        POST   /api/v1/manufacturers/{manufacturer}/webhooks/{webhook}/secret : administrator
        POST   /api/v1/manufacturers/{manufacturer}/webhooks/{webhook}/test : administrator
        GET    /api/v1/manufacturers/{manufacturer}/claims : owner service warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/claims : service warranty administrator
        GET    /api/v1/claims/{claim} : owner service warranty administrator
        PUT    /api/v1/claims/{claim} : service warranty administrator
        POST   /api/v1/claims/{claim}/steps : service warranty administrator
        POST   /api/v1/claims/{claim}/decisions : warranty administrator
        GET    /api/v1/claims/{claim}/findings : warranty administrator
        GET    /api/v1/manufacturers/{manufacturer}/claims/costs : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/claims/costs/table : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/claims/table : owner service warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/claims/table : service warranty administrator
        POST   /api/v1/claims/{claim}/files : service warranty administrator
        GET    /api/v1/claims/{claim}/files/{file} : owner service warranty administrator
        DELETE /api/v1/claims/{claim}/files/{file} : service warranty administrator
        POST   /api/v1/claims/{claim}/erasure : administrator
        GET    /api/v1/manufacturers/{manufacturer}/service-orders : service warranty administrator
        GET    /api/v1/manufacturers/{manufacturer}/service-orders/table : service warranty administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/service-orders : service warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/service-orders : service warranty administrator
        GET    /api/v1/service-orders/{order} : service warranty administrator
        PUT    /api/v1/service-orders/{order} : service warranty administrator
        POST   /api/v1/service-orders/{order}/steps : service warranty administrator
        POST   /api/v1/service-orders/{order}/claim : service warranty administrator
        GET    /api/v1/manufacturers/{manufacturer}/campaigns : everybody
        POST   /api/v1/manufacturers/{manufacturer}/campaigns : recall administrator
        POST   /api/v1/recalls/import : recall administrator
        POST   /api/v1/manufacturers/{manufacturer}/campaigns/remedies : recall administrator
        GET    /api/v1/manufacturers/{manufacturer}/campaigns/site : production warehouse service warranty quality recall auditor administrator
        GET    /api/v1/campaigns/{campaign} : everybody
        PUT    /api/v1/campaigns/{campaign} : recall administrator
        POST   /api/v1/campaigns/{campaign}/steps : recall administrator
        GET    /api/v1/campaigns/{campaign}/states : production warranty quality recall auditor administrator
        POST   /api/v1/campaigns/{campaign}/remedies : recall administrator
        POST   /api/v1/campaigns/{campaign}/notices : recall administrator
        GET    /api/v1/campaigns/{campaign}/count : production warranty quality recall auditor administrator
        GET    /api/v1/campaigns/{campaign}/units : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/cures/{code} : service warranty administrator
        GET    /api/v1/manufacturers/{manufacturer}/repair-figures : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/cases : owner warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/cases : warranty administrator
        GET    /api/v1/cases/{case} : owner warranty administrator
        PUT    /api/v1/cases/{case} : warranty administrator
        POST   /api/v1/cases/{case}/steps : warranty administrator
        POST   /api/v1/cases/{case}/replies : warranty administrator
        PUT    /api/v1/cases/{case}/rating : warranty administrator
        POST   /api/v1/cases/{case}/files : warranty administrator
        GET    /api/v1/cases/{case}/files : owner warranty administrator
        GET    /api/v1/cases/{case}/files/{file} : owner warranty administrator
        DELETE /api/v1/cases/{case}/files/{file} : warranty administrator
        POST   /api/v1/cases/{case}/erasure : administrator
        GET    /api/v1/manufacturers/{manufacturer}/locations : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/locations : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/locations/{location} : production warehouse quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/locations/{location} : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/stock : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/stock/units : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/stock/storage : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/rates : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/curves : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/plots/{plot} : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/failures : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/warranty : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/warranty-forecast : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/claims-ageing : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/health : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/health/plots/{plot} : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/watched : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/watch-proposals : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/watch : quality administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/watch : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/counts : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/counts : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/count-accuracy : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/counts/{count} : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/counts/{count}/expected : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/counts/{count}/scans : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/counts/{count}/scans : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/counts/{count}/differences : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/counts/{count}/steps : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/counts/{count}/adjustments : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/stock/pieces : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/replenishment : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/replenishment/rules : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/replenishment/rules : warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/packings : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/unpackings : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/moves : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/holds : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/holds : production warehouse quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/holds/{hold} : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/holds/{hold}/decisions : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/required-tests : production warehouse quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/models/{model}/required-tests/{code} : quality administrator
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/required-tests/{code} : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/clearance : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/sales : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/returns : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/returns : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/returns/{return} : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/returns/{return}/steps : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/picks : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/picks : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/picks/{pick} : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/picks/{pick}/items : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/picks/{pick}/scans : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/picks/{pick}/steps : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/complaints : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/complaints : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/complaints/{complaint} : production warranty quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/complaints/{complaint} : quality administrator
        POST   /api/v1/manufacturers/{manufacturer}/complaints/{complaint}/steps : quality administrator
        PUT    /api/v1/manufacturers/{manufacturer}/complaints/{complaint}/problem : quality administrator
        POST   /api/v1/manufacturers/{manufacturer}/complaints/{complaint}/erasure : administrator
        GET    /api/v1/manufacturers/{manufacturer}/complaint-counts : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/complaint-plot : production warranty quality recall auditor administrator
        POST   /api/v1/cases/{case}/complaint : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/complaint-table : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/complaint-table : quality administrator
        POST   /api/v1/complaints/import : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/complaint-signals : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/problems : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/problems : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/problems/{problem} : production warranty quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/problems/{problem} : quality administrator
        POST   /api/v1/manufacturers/{manufacturer}/problems/{problem}/steps : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/problems/{problem}/check : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/issues : production warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/issues/{issue} : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/quality/issues/{issue}/steps : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/quality/search : production warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/quality/search : quality administrator
        GET    /api/v1/manufacturers/{manufacturer}/shipments : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/shipments : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/shipments/{shipment} : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/shipments/{shipment}/lines : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/shipments/{shipment}/scans : production warehouse quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/shipments/{shipment}/scans : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/shipments/{shipment}/shipping : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/shipments/{shipment}/closing : production warehouse administrator
        POST   /api/v1/manufacturers/{manufacturer}/shipments/{shipment}/cancelling : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/discrepancies : production warehouse quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/discrepancies/{discrepancy} : production warehouse quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/discrepancies/{discrepancy}/owner : production warehouse administrator
        PUT    /api/v1/manufacturers/{manufacturer}/discrepancies/{discrepancy}/resolution : production warehouse administrator
        GET    /api/v1/manufacturers/{manufacturer}/thefts : owner warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/thefts : warranty administrator
        GET    /api/v1/thefts/{theft} : owner warranty administrator
        POST   /api/v1/thefts/{theft}/steps : warranty administrator
        POST   /api/v1/thefts/{theft}/erasure : administrator
        POST   /api/v1/thefts/{theft}/messages/{thread} : warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/findings : everybody
        POST   /api/v1/findings/check : everybody
        POST   /api/v1/findings/replies : everybody
        GET    /api/v1/manufacturers/{manufacturer}/theft-feed : everybody
        GET    /api/v1/manufacturers/{manufacturer}/theft-feed/atom : everybody
        PUT    /api/v1/manufacturers/{manufacturer}/theft-feed : warranty administrator
        GET    /api/v1/manufacturers/{manufacturer}/fault-codes : catalogue production warehouse service warranty quality recall auditor administrator
        GET    /api/v1/manufacturers/{manufacturer}/fault-codes/table : catalogue production warehouse service warranty quality recall auditor administrator
        POST   /api/v1/manufacturers/{manufacturer}/fault-codes/table : catalogue administrator
        PUT    /api/v1/manufacturers/{manufacturer}/fault-codes/{code} : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/labour-times : catalogue production warehouse service warranty quality recall auditor administrator
        PUT    /api/v1/manufacturers/{manufacturer}/labour-times/{code} : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/labour-times/removed : catalogue administrator
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/registration-rules : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/registration-rules : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/registration-rules : catalogue administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations : everybody
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations/{registration} : token
        GET    /api/v1/manufacturers/{manufacturer}/registrations : warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations/{registration}/decision : warranty administrator
        GET    /api/v1/me/products : owner token
        POST   /api/v1/me/contacts/{manufacturer} : token
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/handover : token
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/handover : token
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/handover/acceptance : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/ownership : warranty administrator
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/ownership-proofs : token
        DELETE /api/v1/ownership-proofs/{proof} : token
        POST   /api/v1/ownership-proofs/check : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/entitlements : everybody
        POST   /api/v1/consents/withdrawal : everybody
        POST   /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations/{registration}/proofs : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations/{registration}/proofs : everybody
        GET    /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations/{registration}/proofs/{proof} : everybody
        DELETE /api/v1/manufacturers/{manufacturer}/models/{model}/units/{serial}/registrations/{registration}/proofs/{proof} : everybody
        """

    /// A stranger, somebody who owns a unit, their program, and somebody with each role for every manufacturer.
    private static let askers = ["stranger", "owner", "token"] + Role.allCases.map(\.rawValue)

    @Test func everyRouteLetsThroughWhomTheTableNames() async throws {
        let rows = Self.matrix.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let routes = Routes.all()
        #expect(Set(rows.map { "\($0[0]) \($0[1])" }) == Set(routes.map { "\($0.method.rawValue) \($0.path.text)" }))
        try await World.stocked { world in
            for asker in Self.askers {
                let fields = try await world.fields(of: asker)
                for row in rows {
                    let exchange = try await world.send(
                        row[0], Self.example(row[1]), fields, json: row[0] == "GET" ? nil : "{}")
                    let comment: Comment = "\(row[0]) \(row[1]) as \(asker): \(exchange.status) \(exchange.text)"
                    let isNamed = row[3] == "everybody" || row.dropFirst(3).contains(asker)
                    let isRefused = ["access.forbidden", "access.tokenNeeded"].contains(exchange.code ?? "")
                    #expect(isRefused == !isNamed, comment)
                    #expect(exchange.status < 500, comment)
                }
            }
        }
    }

    private static func example(_ path: String) -> String {
        path.replacing("{manufacturer}", with: "acme").replacing("{model}", with: "WDX-100%2F4")
            .replacing("{batch}", with: "B%2F1").replacing("{id}", with: "1").replacing("{serial}", with: "X1")
            .replacing("{account}", with: "nobody").replacing("{category}", with: "Fridge")
            .replacing("{line}", with: "Fjord").replacing("{token}", with: "1").replacing("{rule}", with: "imports")
            .replacing("/exports/{kind}", with: "/exports/units?manufacturer=acme")
    }
}
