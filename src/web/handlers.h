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
/* api_upload.c */
route_handler upload_create;
/* api_serialization.c */
route_handler serialization_read;
/* api_server.c */
route_handler description_read, health_read, metrics_read;
/* api_openapi.c, page_api.c */
route_handler openapi_read, api_page_read;
/* page_home.c, page_style.c */
route_handler home_read, home_style_read, home_icon_read;

#endif
