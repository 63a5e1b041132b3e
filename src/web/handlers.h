/* SPDX-License-Identifier: Apache-2.0 */
/* handlers.h - the handlers that the route table names, by file. What each does, the operation it
 * serves says (routes.def). */
#ifndef SCHALE_WEB_HANDLERS_H
#define SCHALE_WEB_HANDLERS_H

#include "web/routes.h"

/* api_shell.c */
route_handler shells_list, shell_create, shell_read, shell_replace, shell_delete;
/* api_asset.c */
route_handler asset_information_read, asset_information_replace;
route_handler thumbnail_read, thumbnail_replace, thumbnail_delete;
/* api_submodel_reference.c */
route_handler submodel_references_list, submodel_reference_add, submodel_reference_delete;
/* api_submodel.c */
route_handler submodels_list, submodels_list_values, submodel_create;
route_handler submodel_read, submodel_read_value, submodel_replace, submodel_delete;
route_handler submodel_patch, submodel_patch_metadata;
/* api_element.c */
route_handler elements_list, elements_list_values, element_read, element_read_value;
/* api_element_write.c */
route_handler element_create, element_replace, element_patch, element_patch_metadata;
route_handler element_delete;
/* api_value_write.c */
route_handler value_patch;
/* api_attachment.c, api_attachment_write.c */
route_handler attachment_read, attachment_replace, attachment_delete;
/* api_operation.c */
route_handler operation_invoke, operation_invoke_value;
route_handler operation_invoke_async, operation_invoke_async_value;
route_handler operation_status_read, operation_result_read, operation_result_read_value;
/* api_metadata.c */
route_handler submodels_list_metadata, submodel_read_metadata;
route_handler elements_list_metadata, element_read_metadata;
/* api_reference.c */
route_handler shells_list_references, shell_read_reference;
route_handler submodels_list_references, submodel_read_reference;
route_handler elements_list_references, element_read_reference;
/* api_path.c */
route_handler submodels_list_paths, submodel_read_paths, elements_list_paths, element_read_paths;
/* api_concept_description.c */
route_handler concepts_list, concept_create, concept_read, concept_replace, concept_delete;
/* api_shell_descriptor.c */
route_handler shell_descriptors_list, shell_descriptors_list_changes;
route_handler shell_descriptor_create, shell_descriptor_read;
route_handler shell_descriptor_replace, shell_descriptor_delete;
/* api_nested_descriptor.c */
route_handler nested_descriptors_list, nested_descriptor_create, nested_descriptor_read;
route_handler nested_descriptor_replace, nested_descriptor_delete;
/* api_submodel_descriptor.c */
route_handler submodel_descriptors_list, submodel_descriptor_create, submodel_descriptor_read;
route_handler submodel_descriptor_replace, submodel_descriptor_delete;
/* api_bulk.c */
route_handler bulk_shells_create, bulk_shells_replace, bulk_shells_delete;
route_handler bulk_submodels_create, bulk_submodels_replace, bulk_submodels_delete;
route_handler bulk_status_read, bulk_result_read;
/* api_lookup.c */
route_handler lookup_by_asset_ids, lookup_by_asset_links;
route_handler asset_links_read, asset_links_replace, asset_links_delete;
/* api_history.c */
route_handler shell_read_then, submodel_read_then;
route_handler shells_list_changes, submodels_list_changes, concepts_list_changes;
/* api_signed.c */
route_handler shell_read_signed, submodel_read_signed, concept_read_signed, keys_read;
route_handler submodel_replace_signed, submodel_patch_signed;
/* api_upload.c */
route_handler upload_create;
/* plan_check.c */
route_handler plan_check_create, plan_mend_create, plan_rules_list;
/* plan_import.c */
route_handler plan_import_create;
/* plan_template.c, plan_shell.c */
route_handler plan_templates_list, plan_template_read, plan_template_instantiate;
route_handler plan_shell_create, plan_shell_copy;
/* api_package.c, api_package_async.c */
route_handler packages_list, package_create, package_download, package_replace, package_delete;
route_handler package_create_async, package_status_read, package_result_read;
/* api_serialization.c */
route_handler serialization_read;
/* api_server.c */
route_handler description_read, health_read, metrics_read;
/* api_event.c */
route_handler events_read;
/* api_openapi.c */
route_handler openapi_read;
/* ui.c */
route_handler ui_page_read, ui_file_read, ui_icon_read;

/* plan_search.c, plan_changes.c, plan_tree.c */
route_handler plan_search_read, plan_overview_read, plan_changes_read, plan_change_read,
    plan_tree_read;
/* api_concepts.c */
route_handler concepts_read;
/* api_connection.c */
route_handler connections_read;
/* security/items.c, security/item_decide.c */
route_handler security_summary_read, items_list, item_read, item_decide, items_decide;
/* security/measures.c */
route_handler security_measures_read;
/* security/advisory_read.c */
route_handler advisories_list, advisory_read_one;
/* security/zones.c */
route_handler security_zones_read, security_zones_replace, security_zones_propose,
    security_zones_gaps, security_reach_read;
/* security/report.c */
route_handler security_report_read;
/* security/exploited.c */
route_handler security_exploited_read, security_exploited_replace;
/* security/advisories.c */
route_handler advisories_import;
/* security/publish.c, security/public_file.c */
route_handler provider_settings_read, provider_settings_replace, own_advisories_list,
    own_advisory_create, own_advisory_read, own_advisory_replace, own_advisory_delete,
    own_advisory_publish;
route_handler public_file_read, security_txt_read;
/* security/inventory.c */
route_handler security_inventory_list, security_inventory_preview, security_inventory_import;
/* security/source_routes.c */
route_handler sources_list, source_add, source_remove, source_run_now, source_key_accept;

#endif
