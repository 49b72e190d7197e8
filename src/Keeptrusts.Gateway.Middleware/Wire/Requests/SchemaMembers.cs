using System.Collections.Frozen;
using System.Text;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>
/// Member names of the requests in OpenAI's schema (openai/openai-openapi, 2026-08-21) and in Anthropic's messages, and of the JSON Schemas in tools. Any other name was chosen
/// by the caller and is text that policies read.
/// </summary>
internal static class SchemaMembers
{
    private static readonly FrozenSet<ulong> Known = """
        model models best_of messages stream stream_options include_usage include_obfuscation n max_tokens max_completion_tokens store user role content
        name tool_calls tool_call_id function_call function functions arguments id type text image_url url detail input_audio data format file file_id
        file_data filename refusal audio voice temperature top_p top_k min_p frequency_penalty presence_penalty repetition_penalty logit_bias logprobs
        top_logprobs seed stop tools tool_choice parallel_tool_calls response_format json_schema schema strict description parameters properties required
        items enum additionalProperties anyOf oneOf allOf not $ref $defs $schema definitions default const title minimum maximum minLength maxLength
        pattern minItems maxItems service_tier reasoning_effort verbosity modalities metadata prediction prompt_cache_key prompt_cache_retention
        safety_identifier web_search_options search_context_size user_location approximate country region city timezone custom grammar definition syntax
        input mode allowed_tools extra_body reasoning effort summary thinking cache_control keep_alive options chat_template_kwargs guided_json index
        prompt echo suffix dimensions encoding_format moderation output policy prompt_cache_breakpoint prompt_cache_options ttl
        acknowledged_safety_checks action actions allowed_callers allowed_domains always annotations approval_request_id approve attributes authorization
        background button bytes call_id caller caller_id code command commands compact_threshold connector_id container container_id context
        context_management conversation defer_loading diff display_height display_width domain domain_secrets embedding_weight encrypted_content
        end_index env environment error execution exit_code external_web_access file_ids file_url filters fingerprint generate_summary headers
        hybrid_search include input_fidelity input_image_mask input_schema instructions key keys logprob logs max_num_results max_output_length
        max_output_tokens max_tool_calls media_type memory_limit message namespace network_policy never operation outcome output_compression
        output_format output_schema outputs partial_images path pending_safety_checks phase previous_response_id quality queries query ranker
        ranking_options read_only reason require_approval result results score score_threshold scroll_x scroll_y search_content_types server_description
        server_label server_url size skill_id skills source sources start_index status stderr stdout text_weight timeout_ms token tool_names truncation
        tunnel_id value variables vector_store_ids version working_directory x y system metadata user_id stop_sequences tool_use_id is_error tool_result signature
        citations cited_text document_index document_title start_char_index end_char_index start_page_number end_page_number start_block_index end_block_index
        encrypted_index budget_tokens display disable_parallel_tool_use output_config mcp_servers authorization_token tool_configuration allowed_tools enabled
        max_uses blocked_domains eager_input_streaming inference_geo skip_calls edits trigger keep clear_at_least clear_tool_inputs exclude_tools page_age
        retrieved_at error_code display_number max_characters max_content_tokens speed task_budget total
        """
        .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(name => MemberNames.Hash(Encoding.UTF8.GetBytes(name)))
        .ToFrozenSet();

    public static bool IsKnown(ulong nameHash) => Known.Contains(nameHash);
}
