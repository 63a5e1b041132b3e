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
/* api_element.c */
route_handler elements_list, elements_list_values, element_read, element_read_value;
/* api_attachment.c */
route_handler attachment_read;
/* api_concept_description.c */
route_handler concepts_list, concept_create, concept_read, concept_replace, concept_delete;
/* api_upload.c */
route_handler upload_create;
/* api_serialization.c */
route_handler serialization_read;
/* api_server.c */
route_handler description_read, health_read, metrics_read;
/* page_home.c, page_style.c */
route_handler home_read, home_style_read, home_icon_read;

#endif
