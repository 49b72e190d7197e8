using System.Runtime.InteropServices;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <content>Choices, the items of their arrays, and their annotations.</content>
internal sealed partial class ReplyReader
{
    private int _choicePositions;
    private int _choiceAnnotations;

    private void BeginChoice(int index)
    {
        _choice = _choiceIndex = index;
        _choiceTexts = _reply.Texts.Count;
        _choiceCalls = _reply.Calls.Count;
        _choicePositions = _reply.Positions.Count;
        _choiceAnnotations = _reply.Annotations.Count;
        _finish = null;
        _logprobs = default;
        _substance = _callSubstance = false;
    }

    private void EndChoice()
    {
        // The index may stand behind the texts it belongs to.
        foreach (ref var text in CollectionsMarshal.AsSpan(_reply.Texts)[_choiceTexts..])
        {
            text = text with { Choice = _choiceIndex };
        }

        foreach (ref var call in CollectionsMarshal.AsSpan(_reply.Calls)[_choiceCalls..])
        {
            call = call with { Choice = _choiceIndex };
        }

        foreach (ref var position in CollectionsMarshal.AsSpan(_reply.Positions)[_choicePositions..])
        {
            position = position with { Choice = _choiceIndex };
        }

        foreach (ref var annotations in CollectionsMarshal.AsSpan(_reply.Annotations)[_choiceAnnotations..])
        {
            annotations = annotations with { Choice = _choiceIndex };
        }

        _reply.Choices.Add(new(_choiceIndex, _finish, _logprobs, _substance, _callSubstance));
        _choice = -1;
    }

    private void EndItem(ByteRange range)
    {
        if (_callsOpen)
        {
            _reply.Calls.Add(_call with { Item = _itemIndex, Value = range });
        }

        foreach (ref var text in CollectionsMarshal.AsSpan(_reply.Texts)[_itemTexts..])
        {
            text = text with { Item = _itemIndex };
        }
    }

    private void EndAnnotations(ByteRange member)
    {
        if (_annotationsOpen && _path.Depth == 0)
        {
            _annotationsOpen = false;
            _reply.Annotations.Add(new(_choice, member));
        }
    }

    // Those of a text part inside `content` are not read: no provider sends parts with annotations in chats.
    private bool IsPosition(ref Utf8JsonReader reader, ByteRange token)
    {
        var path = _path.Current();
        var isEnd = path.EndsWith(".end_index", StringComparison.Ordinal);
        if (!(isEnd || path.EndsWith(".start_index", StringComparison.Ordinal)) || Number(ref reader) is not { } at)
        {
            return false;
        }

        _reply.Positions.Add(new(_choice, token, at, isEnd));
        return true;
    }
}
